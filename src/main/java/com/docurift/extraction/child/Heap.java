package com.docurift.extraction.child;

/** Keeps a worker small after a large document. */
final class Heap {

    private static final long LIMIT = Runtime.getRuntime().maxMemory();

    private Heap() {}

    /**
     * Whether much of the heap is still in use although no document is being read. The heap is only collected for this question when it has
     * grown over half of its limit, so small documents never pay for it.
     */
    static boolean staysHigh() {
        Runtime runtime = Runtime.getRuntime();
        if (runtime.totalMemory() < LIMIT / 2) {
            return false;
        }
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory() > LIMIT / 3;
    }
}
