package org.amparo.prepare.sites;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 text from strangers, read strictly and within limits, whatever the lines are like: at most {@link #MOST_BYTES}
 * in all, and at most {@link #LONGEST_RECORD} characters (and one buffer read ahead) between two calls of
 * {@link #beginRecord}. What is not such text is told apart: UTF-16, Windows-1252, a workbook, other bytes, NUL.
 */
class BoundedText extends Reader {

    static final int LONGEST_RECORD = 64 * 1024;
    static final long MOST_BYTES = 50L * 1024 * 1024;

    private static final int READ_AHEAD = 8 * 1024;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final InputStream source;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(8 * 1024).flip();
    /** Decoded and not yet handed on. */
    private final CharBuffer text =
            CharBuffer.allocate(LONGEST_RECORD + READ_AHEAD).flip();

    private long bytesRead;
    private long line = 1;
    private char last;
    private boolean begun;
    private boolean ended;
    private boolean hasLettersBeyondAscii;

    private long recordLine = 1;
    private int handedOnSince;

    BoundedText(InputStream source) {
        this.source = source;
    }

    /** From here a new record is counted; {@code line} is named if it turns out too long. */
    void beginRecord(long line) {
        recordLine = line;
        handedOnSince = 0;
    }

    /** The first line that has any words, without handing it on; empty when there is none. */
    String firstLine() throws IOException {
        while (true) {
            var seen = text.toString();
            var skipped = seen.length() - seen.stripLeading().length();
            for (var i = skipped; i < seen.length(); i++)
                if (isLineEnd(seen.charAt(i))) return seen.substring(skipped, i);
            if (seen.length() >= LONGEST_RECORD) throw tooLong();
            if (!decodeMore()) return seen.substring(skipped);
        }
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (handedOnSince > LONGEST_RECORD + READ_AHEAD) throw tooLong();
        while (!text.hasRemaining()) if (!decodeMore()) return -1;
        var count = Math.min(length, text.remaining());
        text.get(into, offset, count);
        handedOnSince += count;
        return count;
    }

    /** False at the end of the file. */
    private boolean decodeMore() throws IOException {
        if (ended) return false;
        text.compact();
        var from = text.position();
        try {
            var end = !readMoreBytes();
            var result = decoder.decode(bytes, text, end);
            noteLinesAndNul(from);
            if (result.isError()) throw notUtf8();
            ended = end;
            return !end || text.position() > from;
        } finally {
            text.flip();
        }
    }

    private boolean readMoreBytes() throws IOException {
        bytes.compact();
        try {
            if (!bytes.hasRemaining()) return true;
            int count = source.readNBytes(bytes.array(), bytes.position(), Math.min(bytes.remaining(), 4096));
            bytes.position(bytes.position() + count);
            bytesRead += count;
            if (bytesRead > MOST_BYTES)
                throw new UnusableFile(Problem.of(0, "", "sites.csv.file.tooLarge", MOST_BYTES / (1024 * 1024)));
            return count > 0;
        } finally {
            bytes.flip();
            if (!begun) begin();
        }
    }

    /** The first bytes tell what kind of file it is. */
    private void begin() throws UnusableFile {
        begun = true;
        int a = byteAt(0), b = byteAt(1), c = byteAt(2);
        if (a == 0xFE && b == 0xFF || a == 0xFF && b == 0xFE || a > 0 && b == 0 || a == 0 && b > 0)
            throw new UnusableFile(Problem.of(0, "", "sites.csv.file.utf16"));
        if (a == 'P' && b == 'K' && c == 3 || a == 0xD0 && b == 0xCF && c == 0x11)
            throw new UnusableFile(Problem.of(0, "", "sites.csv.file.workbook"));
        if (a == 0xEF && b == 0xBB && c == 0xBF) bytes.position(3);
    }

    private int byteAt(int index) {
        return index < bytes.limit() ? bytes.get(index) & 0xFF : -1;
    }

    private void noteLinesAndNul(int from) throws UnusableFile {
        for (var i = from; i < text.position(); i++) {
            var c = text.get(i);
            if (c == 0) throw new UnusableFile(Problem.of(line, "", "sites.csv.file.nul"));
            if (isLineEnd(c) && !(c == '\n' && last == '\r')) line++;
            if (c > 0x7F && c != BYTE_ORDER_MARK) hasLettersBeyondAscii = true;
            last = c;
        }
    }

    /** Text that was plain ASCII up to one byte above it, in which Windows-1252 has a letter, is most likely that. */
    private UnusableFile notUtf8() {
        int bad = bytes.get(bytes.position()) & 0xFF;
        var noLetterThere = bad == 0x81 || bad == 0x8D || bad == 0x8F || bad == 0x90 || bad == 0x9D;
        var key = hasLettersBeyondAscii || noLetterThere ? "sites.csv.file.notUtf8" : "sites.csv.file.windows1252";
        return new UnusableFile(Problem.of(line, "", key));
    }

    private UnusableFile tooLong() {
        return new UnusableFile(Problem.of(recordLine, "", "sites.csv.line.tooLong", LONGEST_RECORD / 1024));
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
