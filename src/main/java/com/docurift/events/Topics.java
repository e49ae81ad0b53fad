package com.docurift.events;

/** The names of the Kafka topics; keys, partitions and retention stand in {@code kafka/topics.conf}. */
public final class Topics {
    /** Every event of every job, keyed by job id. */
    public static final String LIFECYCLE = "docurift.jobs.lifecycle.v1";
    /** Webhook deliveries that were given up. */
    public static final String DEAD_WEBHOOKS = "docurift.webhooks.dead.v1";

    private Topics() {}
}
