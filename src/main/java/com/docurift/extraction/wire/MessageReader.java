package com.docurift.extraction.wire;

import com.docurift.extraction.ExtractionOutcome.Extracted;
import com.docurift.extraction.ExtractionOutcome.Refused;
import com.docurift.extraction.ExtractionRequest;
import com.docurift.extraction.FailedPage;
import com.docurift.extraction.Progress;
import com.docurift.extraction.Source;
import com.docurift.extraction.Warning;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads messages from a pipe. Each method waits for a whole message; the end of the pipe is an {@link java.io.EOFException}, and
 * anything that no honest writer sends is an {@link IOException}.
 */
public final class MessageReader {

    private final DataInputStream in;

    public MessageReader(InputStream pipe) {
        this.in = new DataInputStream(new BufferedInputStream(pipe, Messages.BUFFER_BYTES));
    }

    public ExtractionRequest request() throws IOException {
        int type = in.readUnsignedByte();
        if (type != Messages.REQUEST) {
            throw unknown(type);
        }
        String mimeType = text();
        String documentType = text();
        String language = text();
        boolean extractTables = in.readBoolean();
        boolean ocrFallback = in.readBoolean();
        int maxPages = in.readInt();
        Duration timeout = Duration.ofMillis(in.readLong());
        return new ExtractionRequest(
                source(), mimeType, documentType, language, extractTables, ocrFallback, maxPages, timeout);
    }

    public FromChild fromChild() throws IOException {
        int type = in.readUnsignedByte();
        return switch (type) {
            case Messages.READY -> new FromChild.Ready();
            case Messages.ADVANCED -> new FromChild.Advanced(new Progress(in.readInt(), in.readInt()));
            case Messages.EXTRACTED -> extracted();
            case Messages.REFUSED -> refused();
            default -> throw unknown(type);
        };
    }

    private Source source() throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case Messages.IN_MEMORY -> new Source.InMemory(bytes(Messages.MAX_DOCUMENT_BYTES));
            case Messages.ON_DISK -> new Source.OnDisk(Path.of(text()));
            default -> throw unknown(kind);
        };
    }

    private FromChild extracted() throws IOException {
        boolean worn = in.readBoolean();
        int pageCount = in.readInt();
        int pagesProcessed = in.readInt();
        double confidence = in.readDouble();
        List<FailedPage> failedPages = new ArrayList<>();
        for (int left = entries(); left > 0; left--) {
            failedPages.add(new FailedPage(in.readInt(), text()));
        }
        List<Warning> warnings = new ArrayList<>();
        for (int left = entries(); left > 0; left--) {
            warnings.add(new Warning(text(), text()));
        }
        byte[] json = bytes(Messages.MAX_RESULT_BYTES);
        return new FromChild.Finished(
                new Extracted(json, pageCount, pagesProcessed, confidence, failedPages, warnings), worn);
    }

    private FromChild refused() throws IOException {
        boolean worn = in.readBoolean();
        return new FromChild.Finished(new Refused(text(), text(), in.readBoolean()), worn);
    }

    private int entries() throws IOException {
        return within(in.readInt(), Messages.MAX_LIST_ENTRIES);
    }

    private String text() throws IOException {
        return new String(bytes(Messages.MAX_TEXT_BYTES), StandardCharsets.UTF_8);
    }

    private byte[] bytes(int limit) throws IOException {
        byte[] bytes = new byte[within(in.readInt(), limit)];
        in.readFully(bytes);
        return bytes;
    }

    private static int within(int size, int limit) throws IOException {
        if (size < 0 || size > limit) {
            throw new IOException(
                    "A message announced " + size + " bytes or entries where at most " + limit + " are allowed");
        }
        return size;
    }

    private static IOException unknown(int type) {
        return new IOException("A message began with the unknown byte " + type);
    }
}
