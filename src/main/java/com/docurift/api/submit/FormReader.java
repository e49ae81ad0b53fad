package com.docurift.api.submit;

import com.docurift.api.ApiException;
import com.docurift.api.ErrorCode;
import com.docurift.api.multipart.Boundary;
import com.docurift.api.multipart.MultipartParser;
import com.docurift.documents.Upload;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of one submission while it comes, and no faster than its file can be stored. The first thing that is wrong ends
 * the reading; what is left of the body then is for others to drain.
 */
final class FormReader {
    /**
     * What bounds a request.
     *
     * @param largestFile bytes
     * @param stall the time within which {@value #LEAST_PROGRESS} bytes must come
     */
    record Bounds(long largestFile, Duration stall) {}

    private static final long LEAST_PROGRESS = 1024;
    /** What a form may hold beside its file: all headers of all parts and all text fields fit in. */
    private static final long BESIDE_THE_FILE = 1 << 20;

    private final HttpServerRequest request;
    private final Vertx vertx;
    private final Upload upload;
    private final Bounds bounds;
    private final FormParts parts;
    private final MultipartParser parser;
    private final Promise<Form> read = Promise.promise();
    private long received;
    private long receivedBefore;
    private boolean storing;
    private boolean over;
    private long timer = -1;

    FormReader(HttpServerRequest request, Vertx vertx, Upload upload, Bounds bounds) {
        this.request = request;
        this.vertx = vertx;
        this.upload = upload;
        this.bounds = bounds;
        this.parts = new FormParts(upload);
        this.parser = new MultipartParser(Boundary.of(request.getHeader("Content-Type")), parts);
    }

    /** Reads to the end; fails with an {@link ApiException} for the client, or with what went wrong in the store. */
    Future<Form> read() {
        if (announced() > bounds.largestFile() + BESIDE_THE_FILE) {
            return Future.failedFuture(fileTooLarge());
        }
        request.handler(this::take);
        request.endHandler(none -> end());
        request.exceptionHandler(
                gone -> fail(ApiException.malformed("The connection was lost before the end of the body")));
        timer = vertx.setPeriodic(bounds.stall().toMillis(), id -> expectProgress());
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
        return read.future();
    }

    private long announced() {
        var length = request.getHeader("Content-Length");
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException beyondAnyLimit) {
            return Long.MAX_VALUE;
        }
    }

    private void take(Buffer buffer) {
        if (over) {
            return;
        }
        received += buffer.length();
        try {
            parser.feed(buffer.getBytes());
            check();
        } catch (RuntimeException broken) {
            fail(broken);
            return;
        }
        var stored = upload.stored();
        if (stored.failed()) {
            fail(stored.cause());
        } else if (!stored.isComplete() && !storing) {
            storing = true;
            request.pause();
            stored.onComplete(this::readOn);
        }
    }

    private void readOn(AsyncResult<Void> stored) {
        storing = false;
        receivedBefore = received - LEAST_PROGRESS; // the time that storing took is not the client's
        if (stored.failed()) {
            fail(stored.cause());
        } else if (!over) {
            request.resume();
        }
    }

    private void check() {
        refuse(upload.problem());
        if (received > bounds.largestFile() + BESIDE_THE_FILE) {
            throw parts.hasFile()
                    ? fileTooLarge()
                    : new ApiException(ErrorCode.REQUEST_TOO_LARGE, "The request is too large");
        }
    }

    private void end() {
        if (over) {
            return;
        }
        try {
            parser.end();
            var form = parts.form();
            refuse(upload.end());
            stop();
            read.complete(form);
        } catch (RuntimeException broken) {
            fail(broken);
        }
    }

    private void expectProgress() {
        if (!storing && received - receivedBefore < LEAST_PROGRESS) {
            fail(ApiException.malformed("The body stopped coming before its end"));
        }
        receivedBefore = received;
    }

    private void fail(Throwable reason) {
        if (!over) {
            stop();
            request.pause();
            read.fail(reason);
        }
    }

    private void stop() {
        over = true;
        vertx.cancelTimer(timer);
    }

    private void refuse(Upload.@Nullable Problem problem) {
        if (problem == null) {
            return;
        }
        throw switch (problem) {
            case EMPTY -> new ApiException(ErrorCode.EMPTY_FILE, "The file is empty");
            case TOO_LARGE -> fileTooLarge();
            case WRONG_TYPE ->
                new ApiException(
                        ErrorCode.INVALID_FILE_TYPE,
                        "The file is not of a type that is analysed here",
                        Map.of("field", "file", "allowed", List.of("application/pdf")));
        };
    }

    private ApiException fileTooLarge() {
        return new ApiException(
                ErrorCode.FILE_TOO_LARGE,
                "The file is larger than " + bounds.largestFile() + " bytes",
                Map.of("maxFileSize", bounds.largestFile()));
    }
}
