package com.docurift.events;

import com.docurift.platform.Time;
import java.time.Instant;

/**
 * One change of one job's state, the same on Kafka, webhooks, streams and in the history.
 *
 * @param id {@code evt_…}, the same at every outlet
 * @param jobId the job that changed; also the key on Kafka
 * @param sequence 1, 2, 3 … within the job, without a gap
 * @param organizationId whose job it is
 * @param type what happened
 * @param createdAt when, in milliseconds
 * @param data the JSON object that describes the job after the change
 * @param traceparent W3C Trace Context of the request that submitted the job
 */
public record Event(
        String id,
        String jobId,
        int sequence,
        String organizationId,
        EventType type,
        Instant createdAt,
        String data,
        String traceparent) {
    /** The version that every envelope names. */
    public static final String API_VERSION = "2024-01-26";

    /** The envelope in which webhooks and streams carry the event: {@code {"id","type","apiVersion","createdAt","data"}}. */
    public String envelope() {
        return envelopeAround(data);
    }

    /** The envelope around other data, for an outlet that adds to it. */
    public String envelopeAround(String data) {
        return "{\"id\":\"" + id + "\",\"type\":\"" + type.wireName() + "\",\"apiVersion\":\"" + API_VERSION
                + "\",\"createdAt\":\"" + Time.millis(createdAt) + "\",\"data\":" + data + "}";
    }
}
