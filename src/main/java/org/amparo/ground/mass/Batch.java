package org.amparo.ground.mass;

import java.util.Arrays;
import org.amparo.ground.mass.MassGateway.Fate;

/**
 * Some recipients of one connection, in arrays that are used again for the next: a million messages make little
 * rubbish. Filled by the lane, read by the gateway, which writes each {@link Fate}.
 */
public final class Batch {
    private final byte[][] addresses;
    private final long[] idsHigh;
    private final long[] idsLow;
    private final byte[][] leaves;
    private final int[] texts;
    private final Fate[] fates;
    private int size;

    public Batch(int most) {
        addresses = new byte[most][];
        idsHigh = new long[most];
        idsLow = new long[most];
        leaves = new byte[most][];
        texts = new int[most];
        fates = new Fate[most];
    }

    public void clear() {
        Arrays.fill(addresses, 0, size, null);
        Arrays.fill(leaves, 0, size, null);
        size = 0;
    }

    /**
     * @param address ASCII: a mail address, a number in international form, a push subscription
     * @param idHigh with {@code idLow} the message's id, the same if it is sent again
     * @param leave ASCII; what makes the leave link this recipient's own
     * @param text which of the connection's texts
     */
    public void add(byte[] address, long idHigh, long idLow, byte[] leave, int text) {
        addresses[size] = address;
        idsHigh[size] = idHigh;
        idsLow[size] = idLow;
        leaves[size] = leave;
        texts[size] = text;
        fates[size] = Fate.NOT_NOW;
        size++;
    }

    public int size() {
        return size;
    }

    public boolean isFull() {
        return size == addresses.length;
    }

    public byte[] address(int i) {
        return addresses[i];
    }

    public long idHigh(int i) {
        return idsHigh[i];
    }

    public long idLow(int i) {
        return idsLow[i];
    }

    public byte[] leave(int i) {
        return leaves[i];
    }

    public int text(int i) {
        return texts[i];
    }

    public Fate fate(int i) {
        return fates[i];
    }

    public void fate(int i, Fate fate) {
        fates[i] = fate;
    }
}
