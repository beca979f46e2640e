package org.amparo.ground.backup;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The shape of a backup: a line that says what it is; a fresh streaming key (AES-256-GCM-HKDF, 1 MB segments, by Tink)
 * sealed for the recipient; then, compressed and encrypted under that key, named sections of chunks. The last one is
 * called "end": without it the file was cut.
 */
final class BackupFile {
    private static final byte[] WHAT_IT_IS = "AMPARO BACKUP 1\n".getBytes(StandardCharsets.US_ASCII);
    static final String END = "end";
    private static final int CHUNK = 64 * 1024;

    private BackupFile() {}

    static final class Writer implements AutoCloseable {
        private final DataOutputStream out;

        Writer(OutputStream file, HybridEncrypt recipient) throws IOException {
            try {
                StreamingAeadConfig.register();
                var keyset = KeysetHandle.generateNew(PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB);
                var sealed = recipient.encrypt(
                        TinkProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()), WHAT_IT_IS);
                var head = new DataOutputStream(file);
                head.write(WHAT_IT_IS);
                head.writeInt(sealed.length);
                head.write(sealed);
                out = new DataOutputStream(new GZIPOutputStream(
                        keyset.getPrimitive(RegistryConfiguration.get(), StreamingAead.class)
                                .newEncryptingStream(new LeftOpen(file), sealed),
                        CHUNK));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        interface Content {
            void to(OutputStream out) throws IOException, java.sql.SQLException;
        }

        void section(String name, Content content) throws IOException, java.sql.SQLException {
            out.writeUTF(name);
            var chunks = new Chunks(out);
            content.to(chunks);
            chunks.finish();
        }

        void text(String name, String text) throws IOException, java.sql.SQLException {
            section(name, to -> to.write(text.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    static final class Reader implements AutoCloseable {
        private final DataInputStream in;
        private int left;
        private boolean between = true;

        /** @throws CannotBackUp when it is no backup, or is sealed for somebody else */
        Reader(InputStream file, HybridDecrypt mine) throws IOException, CannotBackUp {
            var head = new DataInputStream(file);
            byte[] sealed;
            try {
                if (!Arrays.equals(head.readNBytes(WHAT_IT_IS.length), WHAT_IT_IS))
                    throw new CannotBackUp("This file is not an Amparo backup.");
                int length = head.readInt();
                if (length < 0 || length > 100_000) throw new CannotBackUp("This backup is damaged at its beginning.");
                sealed = head.readNBytes(length);
                if (sealed.length < length) throw new EOFException();
            } catch (EOFException e) {
                throw new CannotBackUp("This backup was cut off at its beginning.", e);
            }
            try {
                StreamingAeadConfig.register();
                var keyset = TinkProtoKeysetFormat.parseKeyset(
                        mine.decrypt(sealed, WHAT_IT_IS), InsecureSecretKeyAccess.get());
                var open = keyset.getPrimitive(RegistryConfiguration.get(), StreamingAead.class)
                        .newDecryptingStream(file, sealed);
                in = new DataInputStream(new GZIPInputStream(open, CHUNK));
            } catch (GeneralSecurityException e) {
                throw new CannotBackUp(
                        "This key does not open this backup: it was sealed for another recipient, or its beginning is damaged.",
                        e);
            }
        }

        /** The name of the next section; what was left of the one before is read over. */
        String next() throws IOException {
            if (!between) content().transferTo(OutputStream.nullOutputStream());
            var name = in.readUTF();
            between = false;
            left = in.readInt();
            return name;
        }

        InputStream content() {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    var one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] bytes, int from, int most) throws IOException {
                    if (most == 0) return 0;
                    if (left == 0) {
                        between = true;
                        return -1;
                    }
                    if (left < 0 || left > CHUNK) throw new IOException("A chunk of " + left);
                    int some = in.read(bytes, from, Math.min(most, left));
                    if (some < 0) throw new EOFException();
                    left -= some;
                    if (left == 0) left = in.readInt();
                    return some;
                }
            };
        }

        String text() throws IOException {
            var bytes = new ByteArrayOutputStream();
            content().transferTo(bytes);
            return bytes.toString(StandardCharsets.UTF_8);
        }

        /** To the very end, so that the last segment's seal is checked too. */
        void finish() throws IOException {
            if (in.read() >= 0) throw new IOException("Something follows the end");
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Whoever opened the file forces it to the disk and closes it. */
    private static final class LeftOpen extends FilterOutputStream {
        LeftOpen(OutputStream file) {
            super(file);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private static final class Chunks extends OutputStream {
        private final DataOutputStream out;
        private final byte[] chunk = new byte[CHUNK];
        private int filled;

        Chunks(DataOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            if (filled == CHUNK) empty();
            chunk[filled++] = (byte) one;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            while (length > 0) {
                if (filled == CHUNK) empty();
                int some = Math.min(length, CHUNK - filled);
                System.arraycopy(bytes, from, chunk, filled, some);
                filled += some;
                from += some;
                length -= some;
            }
        }

        private void empty() throws IOException {
            out.writeInt(filled);
            out.write(chunk, 0, filled);
            filled = 0;
        }

        void finish() throws IOException {
            if (filled > 0) empty();
            out.writeInt(0);
        }
    }
}
