package com.docurift.documents;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where documents lie and how many may come in at a time. */
@ConfigMapping(prefix = "docurift.documents")
public interface DocumentsConfig {
    /** Documents up to this size (below 64K) lie in PostgreSQL beside their job, larger ones are files of the document store. */
    @WithDefault("16K")
    MemorySize inlineLimit();

    /** Uploads that this process takes in at a time; one more is answered 503. Each needs at most about 200 KB of memory. */
    @WithDefault("1000")
    int maxUploads();

    /** Threads that write, read and delete the files of the store. */
    @WithDefault("16")
    int ioThreads();

    /** An upload that brings less than 1 KiB within this time is given up. */
    @WithDefault("30S")
    Duration uploadStallTimeout();

    /** How long a file of the store may be without its row before it counts as left over and is removed. */
    @WithDefault("1H")
    Duration orphanAge();

    /** How often left-over files are looked for. */
    @WithDefault("1H")
    Duration sweepInterval();
}
