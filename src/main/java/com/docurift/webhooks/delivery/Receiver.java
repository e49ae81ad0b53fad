package com.docurift.webhooks.delivery;

import com.docurift.webhooks.guard.Target;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a delivery.
 *
 * @param lane what shares slots with it: the registered endpoint or, for jobs' own endpoints, one origin of one organisation
 * @param endpointId the registered endpoint; absent for a job's own
 * @param url where
 * @param secret signs
 */
public record Receiver(String lane, @Nullable String endpointId, String url, String secret) {
    /** A registered endpoint. */
    public static Receiver registered(String endpointId, String url, String secret) {
        return new Receiver(endpointId, endpointId, url, secret);
    }

    /** A job's own endpoint. Jobs of an organisation that name the same host share a lane, however their paths differ. */
    public static Receiver ofJob(String organizationId, String url, String secret) {
        String origin = Target.parse(url) instanceof Target target ? target.host() + ":" + target.port() : "";
        return new Receiver(organizationId + " " + origin, null, url, secret);
    }

    @Override
    public String toString() {
        return "Receiver[" + lane + "]";
    }
}
