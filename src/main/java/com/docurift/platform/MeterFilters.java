package com.docurift.platform;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Keeps out of the metrics what would mislead. */
class MeterFilters {

    /**
     * Both pools of connections register a gauge under this one name and only the first would be shown, whichever that is. The time
     * spent in the queue, {@code postgresql.queue.delay}, adds both up and stays.
     */
    @Produces
    @Singleton
    MeterFilter ambiguousQueueSize() {
        return MeterFilter.denyNameStartsWith("postgresql.queue.size");
    }
}
