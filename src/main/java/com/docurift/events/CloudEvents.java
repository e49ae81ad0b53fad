package com.docurift.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.docurift.platform.Time;
import com.docurift.platform.TraceParent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event as a Kafka record and reads it back: CloudEvents 1.0, binary mode of the Kafka protocol binding. The headers carry the
 * attributes, the key is the job's id, the value is the event's {@code data}.
 */
public final class CloudEvents {
    private static final Header SOURCE = header("ce_source", "/docurift/jobs");
    private static final Header VERSION = header("ce_specversion", "1.0");
    private static final Header JSON = header("content-type", "application/json");
    private static final Pattern SEQUENCE = Pattern.compile("[1-9][0-9]{0,8}");

    private CloudEvents() {}

    /** The record of an event for the lifecycle topic. */
    public static ProducerRecord<String, byte[]> record(Event event) {
        List<Header> headers = List.of(
                header("ce_id", event.id()),
                header("ce_type", event.type().wireName()),
                SOURCE,
                header("ce_subject", event.jobId()),
                header("ce_time", Time.millis(event.createdAt())),
                VERSION,
                header("ce_sequence", Integer.toString(event.sequence())),
                header("ce_partitionkey", event.jobId()),
                header("ce_organizationid", event.organizationId()),
                JSON,
                header("traceparent", TraceParent.next(event.traceparent())));
        return new ProducerRecord<>(
                Topics.LIFECYCLE, null, event.jobId(), event.data().getBytes(UTF_8), headers);
    }

    /**
     * The event of a record of the lifecycle topic, or none when it is not a job's event that this version knows: a later type, an event
     * without a job, or a foreign record.
     */
    public static @Nullable Event read(ConsumerRecord<String, byte[]> record) {
        var headers = record.headers();
        var type = EventType.of(text(headers, "ce_type"));
        String sequence = text(headers, "ce_sequence");
        if (type == null
                || record.key() == null
                || record.value() == null
                || !SEQUENCE.matcher(sequence).matches()) {
            return null;
        }
        try {
            return new Event(
                    text(headers, "ce_id"),
                    record.key(),
                    Integer.parseInt(sequence),
                    text(headers, "ce_organizationid"),
                    type,
                    Instant.parse(text(headers, "ce_time")),
                    new String(record.value(), UTF_8),
                    TraceParent.from(text(headers, "traceparent")));
        } catch (DateTimeParseException foreign) {
            return null;
        }
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    private static String text(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
