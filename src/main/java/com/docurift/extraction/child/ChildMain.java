package com.docurift.extraction.child;

import com.docurift.extraction.ExtractionOutcome;
import com.docurift.extraction.ExtractionRequest;
import com.docurift.extraction.wire.MessageReader;
import com.docurift.extraction.wire.MessageWriter;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** A worker process: it reads requests from standard input and answers on standard output until its input ends. */
public final class ChildMain {

    /** Exit status of a process that ran out of memory, the same that {@code -XX:+ExitOnOutOfMemoryError} uses. */
    public static final int OUT_OF_MEMORY = 3;

    private static final Logger EVERYTHING = Logger.getLogger("");

    private ChildMain() {}

    /** Runs until standard input ends; the only argument is the id of the service's process. */
    public static void main(String[] arguments) throws IOException {
        // Taken before any library can print: a stray line on standard output would break the protocol.
        MessageWriter answers = new MessageWriter(new FileOutputStream(FileDescriptor.out));
        MessageReader requests = new MessageReader(new FileInputStream(FileDescriptor.in));
        silenceLibraries();
        // Ctrl-C reaches the whole group of processes: the service decides what becomes of a document in work.
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        ParentWatch.endWith(Long.parseLong(arguments[0]));
        FontMappers.set(BundledFontMapper.load());
        PdfExtraction extraction = new PdfExtraction();
        try {
            WarmUp.run(extraction);
            answers.ready();
            serve(requests, answers, extraction);
        } catch (EOFException endOfInput) {
            ParentWatch.leave();
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
        }
    }

    private static void serve(MessageReader requests, MessageWriter answers, PdfExtraction extraction)
            throws IOException {
        while (true) {
            ExtractionRequest request = requests.request();
            ExtractionOutcome outcome = extraction.extract(request, new ProgressReports(answers));
            answers.finished(outcome, Heap.staysHigh());
        }
    }

    /** What libraries print may quote the document, so nobody gets to see it. */
    private static void silenceLibraries() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        EVERYTHING.setLevel(Level.OFF);
    }
}
