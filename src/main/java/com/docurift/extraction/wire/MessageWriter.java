package com.docurift.extraction.wire;

import com.docurift.extraction.ExtractionOutcome;
import com.docurift.extraction.ExtractionOutcome.Extracted;
import com.docurift.extraction.ExtractionOutcome.Refused;
import com.docurift.extraction.ExtractionRequest;
import com.docurift.extraction.FailedPage;
import com.docurift.extraction.Progress;
import com.docurift.extraction.Source;
import com.docurift.extraction.Warning;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes messages into a pipe; a small message is one write. */
public final class MessageWriter {

    private final DataOutputStream out;

    public MessageWriter(OutputStream pipe) {
        this.out = new DataOutputStream(new BufferedOutputStream(pipe, Messages.BUFFER_BYTES));
    }

    public void request(ExtractionRequest request) throws IOException {
        out.writeByte(Messages.REQUEST);
        text(request.mimeType());
        text(request.documentType());
        text(request.language());
        out.writeBoolean(request.extractTables());
        out.writeBoolean(request.ocrFallback());
        out.writeInt(request.maxPages());
        out.writeLong(request.timeout().toMillis());
        if (request.source() instanceof Source.InMemory memory) {
            out.writeByte(Messages.IN_MEMORY);
            bytes(memory.bytes());
        } else if (request.source() instanceof Source.OnDisk disk) {
            out.writeByte(Messages.ON_DISK);
            text(disk.path().toAbsolutePath().toString());
        }
        out.flush();
    }

    public void ready() throws IOException {
        out.writeByte(Messages.READY);
        out.flush();
    }

    public void advanced(Progress progress) throws IOException {
        out.writeByte(Messages.ADVANCED);
        out.writeInt(progress.pageCount());
        out.writeInt(progress.pagesProcessed());
        out.flush();
    }

    /** Only a document that was read or refused is announced; a worker cannot speak of its own death. */
    public void finished(ExtractionOutcome outcome, boolean worn) throws IOException {
        if (outcome instanceof Extracted extracted) {
            out.writeByte(Messages.EXTRACTED);
            out.writeBoolean(worn);
            extracted(extracted);
        } else if (outcome instanceof Refused refused) {
            out.writeByte(Messages.REFUSED);
            out.writeBoolean(worn);
            text(refused.code());
            text(refused.message());
            out.writeBoolean(refused.retryable());
        } else {
            throw new IllegalArgumentException(
                    "A worker process cannot announce " + outcome.getClass().getSimpleName());
        }
        out.flush();
    }

    private void extracted(Extracted extracted) throws IOException {
        out.writeInt(extracted.pageCount());
        out.writeInt(extracted.pagesProcessed());
        out.writeDouble(extracted.confidence());
        out.writeInt(extracted.failedPages().size());
        for (FailedPage failed : extracted.failedPages()) {
            out.writeInt(failed.page());
            text(failed.code());
        }
        out.writeInt(extracted.warnings().size());
        for (Warning warning : extracted.warnings()) {
            text(warning.code());
            text(warning.message());
        }
        bytes(extracted.resultJson());
    }

    private void text(String text) throws IOException {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
