package com.docurift.processing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.docurift.events.EventType;
import com.docurift.jobs.WaitingJobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Rings when a job was queued, in whatever process. The record is only a doorbell: it is acknowledged at once, and what to work on is
 * decided by PostgreSQL, so a long document never holds up a partition.
 */
@ApplicationScoped
public class DoorbellConsumer {
    private static final byte[] QUEUED = EventType.QUEUED.wireName().getBytes(UTF_8);

    private final WaitingJobs waiting;

    @Inject
    public DoorbellConsumer(WaitingJobs waiting) {
        this.waiting = waiting;
    }

    @Incoming("doorbell")
    void ring(ConsumerRecords<String, byte[]> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            var type = record.headers().lastHeader("ce_type");
            if (type != null && Arrays.equals(type.value(), QUEUED)) {
                waiting.ring();
                return;
            }
        }
    }
}
