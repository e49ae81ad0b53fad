package com.docurift.extraction.workers;

import com.docurift.extraction.ExtractionOutcome;
import com.docurift.extraction.PoolCounters;
import com.docurift.extraction.WorkerSettings;
import com.docurift.extraction.wire.FromChild;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One slot of the pool: a thread that always has a living process, or is about to have one, and feeds it documents. */
public final class Worker implements Runnable {

    private static final Logger LOG = Logger.getLogger(Worker.class);

    private final WorkerSettings settings;
    private final BlockingQueue<PendingExtraction> waiting;
    private final Slots slots;
    private final PoolCounters counters;
    private final CountDownLatch closing;
    private final StartBackOff backOff = new StartBackOff();

    private volatile @Nullable ChildProcess child;
    private volatile @Nullable PendingExtraction current;
    private volatile long startDeadline;
    private volatile boolean ready;

    /** A document that was taken for a process which then turned out to be dead; the next process reads it first. */
    private @Nullable PendingExtraction carried;

    public Worker(
            WorkerSettings settings,
            BlockingQueue<PendingExtraction> waiting,
            Slots slots,
            PoolCounters counters,
            CountDownLatch closing) {
        this.settings = settings;
        this.waiting = waiting;
        this.slots = slots;
        this.counters = counters;
        this.closing = closing;
    }

    @Override
    public void run() {
        boolean first = true;
        while (!isClosing()) {
            if (!first) {
                counters.restarts().increment();
            }
            first = false;
            try (ChildProcess process = ChildProcess.start(settings)) {
                awaitReady(process);
                serve(process);
            } catch (InterruptedException e) {
                // Only close() interrupts.
                break;
            } catch (IOException e) {
                tryAgain("did not start", e.getMessage());
            } catch (Throwable e) { // an error too: without this thread the slot would be gone for good
                abandonCurrent();
                tryAgain("could not be served", e.toString());
            }
        }
        abandonCarried();
    }

    /** The process of this slot while it is ready for work or at it, for tests and operators. */
    public @Nullable Long pid() {
        ChildProcess process = child;
        return process != null && ready && process.isAlive() ? (Long) process.pid() : null;
    }

    /** Called several times a second from one watching thread. */
    public void enforceLimits(long now) {
        ChildProcess process = child;
        if (process != null && !ready && now - startDeadline > 0) {
            process.kill();
        }
        PendingExtraction running = current;
        if (running != null) {
            running.enforceLimits(now);
        }
    }

    /** Cancels what is running and ends the process whatever it does. */
    public void close() {
        PendingExtraction running = current;
        if (running != null) {
            running.cancel();
        }
        ChildProcess process = child;
        if (process != null) {
            process.kill();
        }
    }

    private void awaitReady(ChildProcess process) throws IOException {
        ready = false;
        startDeadline = System.nanoTime() + settings.startTimeout().toNanos();
        child = process;
        if (isClosing()) {
            process.kill();
        }
        process.awaitReady();
        backOff.reset();
        ready = true;
    }

    /** Feeds the process until it dies, is killed or worn out. */
    private void serve(ChildProcess process) throws InterruptedException {
        if (carried == null) {
            slots.freed();
        }
        int documents = 0;
        while (!isClosing()) {
            PendingExtraction next = next();
            if (!process.isAlive()) {
                carried = next;
                if (next == null) {
                    slots.taken();
                }
                return;
            }
            if (next != null && !read(next, process, ++documents)) {
                return;
            }
        }
    }

    private @Nullable PendingExtraction next() throws InterruptedException {
        PendingExtraction next = carried;
        carried = null;
        return next != null ? next : waiting.poll(1, TimeUnit.SECONDS);
    }

    /** Returns whether the process may read another document. */
    private boolean read(PendingExtraction document, ChildProcess process, int documents) {
        if (!document.begin(process, settings.pageTimeout())) {
            slots.freed();
            return true;
        }
        current = document;
        FromChild.@Nullable Finished finished = converse(document, process);
        Ending ending = document.finish();
        ExtractionOutcome outcome = outcome(process, finished, ending);
        boolean reusable =
                finished != null && ending == null && !finished.worn() && documents < settings.recycleAfter();
        count(outcome);
        if (reusable) {
            slots.freed();
        } else {
            process.kill();
        }
        current = null;
        document.complete(outcome);
        return reusable;
    }

    private FromChild.@Nullable Finished converse(PendingExtraction document, ChildProcess process) {
        try {
            process.send(document.request());
            while (true) {
                FromChild answer = process.receive();
                if (answer instanceof FromChild.Finished finished) {
                    return finished;
                }
                if (answer instanceof FromChild.Advanced advanced) {
                    document.advanced(advanced.progress(), settings.pageTimeout());
                }
            }
        } catch (IOException ended) {
            return null;
        } catch (Throwable e) { // an error too, such as no memory for a large answer: the document must come to an end
            LOG.error("The conversation with a worker process failed", e);
            process.kill();
            return null;
        }
    }

    private static ExtractionOutcome outcome(
            ChildProcess process, FromChild.@Nullable Finished finished, @Nullable Ending ending) {
        if (ending != null) {
            return ending.outcome();
        }
        return finished != null ? finished.outcome() : new ExtractionOutcome.Crashed(process.endReason());
    }

    private void count(ExtractionOutcome outcome) {
        counters.documents().increment();
        if (outcome instanceof ExtractionOutcome.Crashed) {
            counters.crashes().increment();
        } else if (outcome instanceof ExtractionOutcome.TimedOut) {
            counters.timeouts().increment();
        }
    }

    private void tryAgain(String what, @Nullable String why) {
        if (!isClosing()) {
            LOG.warnf("A worker process %s; trying again in %s: %s", what, backOff.next(), why);
            backOff.pause(closing);
        }
    }

    private void abandonCurrent() {
        PendingExtraction left = current;
        current = null;
        if (left != null) {
            left.finish();
            left.complete(new ExtractionOutcome.Crashed("the service could not speak with the worker process"));
        }
    }

    private void abandonCarried() {
        if (carried != null) {
            carried.cancel();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }
}
