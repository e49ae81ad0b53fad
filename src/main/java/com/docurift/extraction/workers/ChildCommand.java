package com.docurift.extraction.workers;

import com.docurift.extraction.WorkerSettings;
import com.docurift.extraction.child.ChildMain;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line and environment of a worker process. */
final class ChildCommand {

    /** One class of each archive that a worker needs; the archive is found where this process itself loaded the class from. */
    private static final List<Class<?>> NEEDED = List.of(
            ChildMain.class,
            org.apache.pdfbox.Loader.class,
            org.apache.pdfbox.io.RandomAccessRead.class,
            org.apache.fontbox.FontBoxFont.class,
            org.apache.commons.logging.LogFactory.class,
            // Quarkus replaces Commons Logging with an adapter that needs this one.
            org.jboss.logging.Logger.class,
            com.fasterxml.jackson.core.JsonFactory.class);

    /** Without a locale, file names outside ASCII could not be opened; nothing else of the service's environment is a worker's business. */
    private static final Set<String> KEPT_VARIABLES = Set.of("LANG", "LC_ALL", "LC_CTYPE", "SystemRoot");

    private ChildCommand() {}

    static ProcessBuilder in(Path directory, WorkerSettings settings) {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + settings.heapBytes(),
                "-Xms48m",
                "-Xmn24m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:+DisplayVMOutputToStderr",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + directory,
                "-Dpdfbox.fontcache=" + directory,
                "-cp",
                classPath(),
                ChildMain.class.getName(),
                String.valueOf(ProcessHandle.current().pid()));
        command.directory(directory.toFile());
        keepOnly(KEPT_VARIABLES, command.environment());
        return command;
    }

    private static void keepOnly(Set<String> names, Map<String, String> environment) {
        environment.keySet().retainAll(names);
        // One memory arena instead of one per core and thread: a worker uses one thread, and arenas are never given
        // back.
        environment.put("MALLOC_ARENA_MAX", "1");
    }

    private static String classPath() {
        Stream<String> archives = NEEDED.stream().map(ChildCommand::archive);
        return archives.collect(Collectors.toCollection(LinkedHashSet::new)).stream()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String archive(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException("It is not known where " + type.getName() + " was loaded from");
        }
        return Path.of(URI.create(source.getLocation().toString().replace(" ", "%20")))
                .toString();
    }
}
