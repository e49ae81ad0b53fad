package com.docurift.extraction.workers;

import com.docurift.extraction.ExtractionRequest;
import com.docurift.extraction.WorkerSettings;
import com.docurift.extraction.child.ChildMain;
import com.docurift.extraction.wire.FromChild;
import com.docurift.extraction.wire.MessageReader;
import com.docurift.extraction.wire.MessageWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One worker process with its pipes and its working directory. Used by one thread; only {@link #kill()} may come from others. */
final class ChildProcess implements AutoCloseable {

    private static final String ERRORS = "stderr.log";
    private static final int SHOWN_ERROR_CHARACTERS = 300;
    private static final long END_SECONDS = 5;

    private final Path directory;
    private final Process process;
    private final MessageWriter requests;
    private final MessageReader answers;

    private ChildProcess(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
        this.requests = new MessageWriter(process.getOutputStream());
        this.answers = new MessageReader(process.getInputStream());
    }

    /** Starts a process, which is of use only once {@link #awaitReady()} has returned. */
    static ChildProcess start(WorkerSettings settings) throws IOException {
        Path directory = Files.createTempDirectory("docurift-worker-");
        try {
            ProcessBuilder command = ChildCommand.in(directory, settings);
            command.redirectError(directory.resolve(ERRORS).toFile());
            return new ChildProcess(directory, command.start());
        } catch (IOException e) {
            remove(directory);
            throw e;
        }
    }

    /** Waits for the end of the warm-up; an {@link IOException} tells why the process ended instead. */
    void awaitReady() throws IOException {
        try {
            if (!(answers.fromChild() instanceof FromChild.Ready)) {
                throw new IOException("it answered before it was asked");
            }
        } catch (IOException e) {
            kill();
            throw new IOException("A worker process did not start: " + startErrors(), e);
        }
    }

    void send(ExtractionRequest request) throws IOException {
        requests.request(request);
    }

    FromChild receive() throws IOException {
        return answers.fromChild();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Why the process ended, for operators; asked after its pipe has ended. */
    String endReason() {
        if (!awaitEnd()) {
            return "the worker process broke the protocol";
        }
        return process.exitValue() == ChildMain.OUT_OF_MEMORY
                ? "the worker process ran out of memory"
                : "the worker process ended with status " + process.exitValue();
    }

    @Override
    public void close() {
        kill();
        awaitEnd();
        remove(directory);
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Safe to show: before it is ready a process has seen no document. */
    private String startErrors() {
        try {
            String errors = Files.readString(directory.resolve(ERRORS), StandardCharsets.UTF_8)
                    .strip();
            String shown = errors.substring(0, Math.min(errors.length(), SHOWN_ERROR_CHARACTERS));
            return shown.isEmpty() ? endReason() : shown;
        } catch (IOException e) {
            return endReason();
        }
    }

    private static void remove(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException leftBehind) {
            // It lies in the temporary directory; nothing depends on its removal.
            return;
        }
    }
}
