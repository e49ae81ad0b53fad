package com.docurift.api.multipart;

import com.docurift.api.ApiException;
import com.docurift.api.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A push parser of multipart bodies: it is fed with bytes that may be split anywhere and tells a {@link Listener} what it finds.
 * It holds at most one block of headers, or one incomplete delimiter, and copies nothing else.
 *
 * <p>As RFC 2046 §5.1.1 has it: what stands before the first delimiter and after the last one is skipped, blanks may follow a
 * delimiter on its line, and a delimiter is the boundary at the start of a line, whatever the content around it.
 */
public final class MultipartParser {
    /** Learns what the body holds. An exception that it throws ends the parsing. */
    public interface Listener {
        /** A part begins. */
        void partBegins(PartHeaders headers);

        /** Content of the part: the bytes from one index up to another. They are valid during the call only. */
        void partData(byte[] bytes, int from, int to);

        /** The part is complete. */
        void partEnds();
    }

    private enum State {
        PREAMBLE,
        AFTER_DELIMITER,
        HEADERS,
        DATA,
        EPILOGUE
    }

    private static final int MOST_PARTS = 100;
    private static final int LARGEST_HEADERS = 8 * 1024;
    private static final int LONGEST_PADDING = 256;
    private static final byte[] NOTHING = {};
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] HEADERS_END = {'\r', '\n', '\r', '\n'};

    private final Listener listener;
    private final byte[] delimiter;
    private final int[] skip = new int[256];
    private State state = State.PREAMBLE;
    private byte[] held = LINE_END; // the first delimiter may stand at the very start, as if a line had ended before it
    private int parts;

    /**
     * @param boundary as in the content type, 1 to 70 characters
     * @param listener is told what is found
     */
    public MultipartParser(String boundary, Listener listener) {
        this.listener = listener;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        Arrays.fill(skip, delimiter.length);
        for (int i = 0; i < delimiter.length - 1; i++) {
            skip[delimiter[i] & 0xff] = delimiter.length - 1 - i;
        }
    }

    /**
     * Takes the next bytes of the body. The array belongs to the parser from now on.
     *
     * @throws ApiException when the body is broken or has more or larger parts than are taken
     */
    public void feed(byte[] next) {
        byte[] bytes = held.length == 0 ? next : joined(held, next);
        int at = 0;
        int before;
        State was;
        do {
            before = at;
            was = state;
            at = step(bytes, at);
        } while (at != before || state != was);
        held = at == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, at, bytes.length);
    }

    /**
     * Says that the body is over.
     *
     * @throws ApiException when the closing delimiter did not come
     */
    public void end() {
        if (state != State.EPILOGUE) {
            throw broken("The multipart body ends before its closing boundary");
        }
    }

    /** Does what can be done with the bytes from an index on; answers the index up to which they are done with. */
    private int step(byte[] bytes, int at) {
        return switch (state) {
            case PREAMBLE, DATA -> content(bytes, at);
            case AFTER_DELIMITER -> afterDelimiter(bytes, at);
            case HEADERS -> headers(bytes, at);
            case EPILOGUE -> bytes.length;
        };
    }

    private int content(byte[] bytes, int at) {
        int found = find(bytes, at);
        int end = found >= 0 ? found : startOfIncomplete(bytes, at);
        if (state == State.DATA && end > at) {
            listener.partData(bytes, at, end);
        }
        if (found < 0) {
            return end;
        }
        if (state == State.DATA) {
            listener.partEnds();
        }
        state = State.AFTER_DELIMITER;
        return found + delimiter.length;
    }

    private int afterDelimiter(byte[] bytes, int at) {
        if (bytes.length - at < 2) {
            return at;
        }
        if (bytes[at] == '-' && bytes[at + 1] == '-') {
            state = State.EPILOGUE;
            return bytes.length;
        }
        int end = at;
        while (end < bytes.length && (bytes[end] == ' ' || bytes[end] == '\t')) {
            end++;
        }
        if (end - at > LONGEST_PADDING || !startsLineEnd(bytes, end)) {
            throw broken("A boundary in the multipart body is not followed by the end of its line");
        }
        if (bytes.length - end < 2) {
            return at;
        }
        if (++parts > MOST_PARTS) {
            throw new ApiException(ErrorCode.REQUEST_TOO_LARGE, "The form has more than " + MOST_PARTS + " parts");
        }
        state = State.HEADERS;
        return end; // the line end stays: together with an empty line it ends an empty block of headers
    }

    private static boolean startsLineEnd(byte[] bytes, int at) {
        return (at >= bytes.length || bytes[at] == '\r') && (at + 1 >= bytes.length || bytes[at + 1] == '\n');
    }

    private int headers(byte[] bytes, int at) {
        int end = indexOf(HEADERS_END, bytes, at);
        if ((end < 0 ? bytes.length : end) - at > LARGEST_HEADERS) {
            throw new ApiException(
                    ErrorCode.REQUEST_TOO_LARGE, "The headers of a part exceed " + LARGEST_HEADERS + " bytes");
        }
        if (end < 0) {
            return at;
        }
        listener.partBegins(PartHeaders.parse(new String(bytes, at, end - at, StandardCharsets.UTF_8)));
        state = State.DATA;
        return end + HEADERS_END.length;
    }

    /** Boyer, Moore and Horspool: mostly looks at one byte in as many as the delimiter is long. */
    private int find(byte[] bytes, int from) {
        int last = delimiter.length - 1;
        for (int at = from; at + last < bytes.length; at += skip[bytes[at + last] & 0xff]) {
            if (bytes[at + last] == delimiter[last] && matches(bytes, at, last)) {
                return at;
            }
        }
        return -1;
    }

    /** Where a delimiter begins that the next bytes may complete; the end when there is none. */
    private int startOfIncomplete(byte[] bytes, int from) {
        for (int at = Math.max(from, bytes.length - delimiter.length + 1); at < bytes.length; at++) {
            if (bytes[at] == '\r' && matches(bytes, at, bytes.length - at)) {
                return at;
            }
        }
        return bytes.length;
    }

    private boolean matches(byte[] bytes, int at, int length) {
        return Arrays.equals(bytes, at, at + length, delimiter, 0, length);
    }

    private static int indexOf(byte[] wanted, byte[] bytes, int from) {
        for (int at = from; at <= bytes.length - wanted.length; at++) {
            if (bytes[at] == wanted[0] && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static ApiException broken(String message) {
        return new ApiException(ErrorCode.MALFORMED_REQUEST, message);
    }
}
