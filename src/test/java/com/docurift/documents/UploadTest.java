package com.docurift.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UploadTest {
    private static final int INLINE = 16 * 1024;
    private static final int LARGEST = 1 << 20;
    private static final byte[] PDF = "%PDF-1.7 ".getBytes(StandardCharsets.US_ASCII);

    /** Keeps in memory what a store would keep on disk, each write only when the test says so. */
    private static final class SlowWriter implements BlobStore.Writer {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final List<Promise<Void>> waiting = new ArrayList<>();
        private boolean waits;
        private boolean finished;
        private boolean aborted;

        @Override
        public Future<Void> write(byte[] piece, int length) {
            content.write(piece, 0, length);
            if (!waits) {
                return Future.succeededFuture();
            }
            waiting.add(Promise.promise());
            return waiting.get(waiting.size() - 1).future();
        }

        @Override
        public Future<Void> finish() {
            finished = true;
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> abort() {
            aborted = true;
            return Future.succeededFuture();
        }
    }

    private final SlowWriter writer = new SlowWriter();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();

    private Upload upload() {
        return new Upload(
                "doc_1",
                new Upload.Bounds(INLINE, LARGEST),
                () -> {
                    begun.incrementAndGet();
                    return writer;
                },
                released::incrementAndGet);
    }

    @Property(tries = 200)
    void keepsEveryByteWhereverItLies(
            @ForAll @IntRange(min = 9, max = 300_000) int size, @ForAll @IntRange(min = 1, max = 70_000) int step)
            throws Exception {
        writer.content.reset();
        byte[] document = pdf(size);
        var upload = upload();
        for (int at = 0; at < size; at += step) {
            upload.add(document, at, Math.min(size, at + step));
        }
        assertThat(upload.end()).isNull();
        var stored = upload.store("a.pdf").result();

        assertThat(stored.fileSize()).isEqualTo(size);
        assertThat(stored.mimeType()).isEqualTo("application/pdf");
        assertThat(stored.sha256())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(document));
        if (size <= INLINE) {
            assertThat(stored.content()).isEqualTo(document);
        } else {
            assertThat(stored.content()).isNull();
            assertThat(writer.content.toByteArray()).isEqualTo(document);
        }
    }

    @Test
    void aSmallOneNeverTouchesTheStore() {
        var upload = upload();
        upload.add(pdf(INLINE), 0, INLINE);
        upload.end();
        assertThat(upload.store("a.pdf").result().content()).hasSize(INLINE);
        assertThat(begun).hasValue(0);
    }

    @Test
    void asksItsCallerToWaitWhileTheStoreWrites() {
        writer.waits = true;
        var upload = upload();
        upload.add(pdf(64 * 1024 - 1), 0, 64 * 1024 - 1);
        assertThat(upload.stored().isComplete()).isTrue();
        upload.add(new byte[1], 0, 1);
        assertThat(upload.stored().isComplete()).isFalse();
        writer.waiting.get(0).complete();
        assertThat(upload.stored().succeeded()).isTrue();
    }

    @Test
    void exactlyTheLimitIsTakenAndOneByteMoreIsNot() {
        var upload = upload();
        upload.add(pdf(LARGEST), 0, LARGEST);
        assertThat(upload.problem()).isNull();
        upload.add(new byte[1], 0, 1);
        assertThat(upload.problem()).isEqualTo(Upload.Problem.TOO_LARGE);
        assertThat(upload.end()).isEqualTo(Upload.Problem.TOO_LARGE);
    }

    @Test
    void theTypeIsJudgedAsSoonAs1024BytesAreThere() {
        var upload = upload();
        upload.add(new byte[1023], 0, 1023);
        assertThat(upload.problem()).isNull();
        upload.add(new byte[1], 0, 1);
        assertThat(upload.problem()).isEqualTo(Upload.Problem.WRONG_TYPE);
    }

    @Test
    void aShortOneIsJudgedAtItsEnd() {
        var wrong = upload();
        wrong.add("text".getBytes(StandardCharsets.US_ASCII), 0, 4);
        assertThat(wrong.end()).isEqualTo(Upload.Problem.WRONG_TYPE);
        assertThat(upload().end()).isEqualTo(Upload.Problem.EMPTY);
    }

    @Test
    void givenUpItRemovesWhatWasStoredAndGivesItsPlaceBackOnce() {
        var upload = upload();
        upload.add(pdf(200_000), 0, 200_000);
        assertThat(upload.discard().succeeded()).isTrue();
        upload.discard();
        upload.keep();
        assertThat(writer.aborted).isTrue();
        assertThat(released).hasValue(1);
    }

    @Test
    void keptItIsNeverRemoved() {
        var upload = upload();
        upload.add(pdf(200_000), 0, 200_000);
        upload.end();
        upload.store("a.pdf");
        upload.keep();
        upload.discard();
        assertThat(writer.finished).isTrue();
        assertThat(writer.aborted).isFalse();
        assertThat(released).hasValue(1);
    }

    private static byte[] pdf(int size) {
        byte[] document = new byte[size];
        for (int i = 0; i < size; i++) {
            document[i] = i < PDF.length ? PDF[i] : (byte) (i * 31 + i / 251);
        }
        return document;
    }
}
