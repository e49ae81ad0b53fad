package com.docurift.extraction.child;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends a worker whose service is gone. The end of standard input says so while the worker waits for a document, but one that is busy
 * with a long document does not read it, so the parent process is looked at every second as well.
 */
final class ParentWatch {

    private ParentWatch() {}

    static void endWith(long parentId) {
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "parent-watch");
            thread.setDaemon(true);
            return thread;
        });
        watch.scheduleWithFixedDelay(() -> leaveUnlessChildOf(parentId), 1, 1, TimeUnit.SECONDS);
    }

    private static void leaveUnlessChildOf(long parentId) {
        boolean orphaned = ProcessHandle.current()
                .parent()
                .map(parent -> parent.pid() != parentId)
                .orElse(true);
        if (orphaned) {
            leave();
        }
    }

    /** Ends the process at once and takes its working directory along, which nobody else would remove after a crash of the service. */
    static void leave() {
        Path workingDirectory = Path.of("").toAbsolutePath();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(workingDirectory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(workingDirectory);
        } catch (IOException leftBehind) {
            // The service removes it when it is still there; otherwise it is the operating system's temporary
            // directory.
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }
}
