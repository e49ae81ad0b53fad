package com.docurift.webhooks.delivery;

import com.docurift.platform.Time;
import com.docurift.platform.TraceParent;
import com.docurift.webhooks.delivery.DeliveryAttempts.Made;
import io.vertx.core.json.JsonObject;
import org.jboss.logging.Logger;

/** Tells of an attempt: in the delivery's row for the customer, and in one line for the operator. */
final class AttemptLog {
    private static final Logger LOG = Logger.getLogger("com.docurift.webhooks.attempt");

    private AttemptLog() {}

    /** The entry of the delivery's log: {@code {at, statusCode?, durationMs, error?, responseBody?}}. */
    static String entry(Made made) {
        var answer = made.answer();
        var entry = new JsonObject().put("at", Time.millis(made.at()));
        if (answer instanceof Answer.Responded responded) {
            entry.put("statusCode", responded.status()).put("durationMs", made.millis());
            if (!responded.bodyStart().isEmpty()) {
                entry.put("responseBody", responded.bodyStart());
            }
        } else {
            entry.put("durationMs", made.millis()).put("error", words(answer));
        }
        return entry.encode();
    }

    /** The line: fixed keys, and of the URL nothing. */
    static void line(Due due, Made made, DeliveryOutcome outcome) {
        if (LOG.isInfoEnabled()) {
            LOG.infof(
                    "webhook attempt delivery=%s endpoint=%s type=%s attempt=%d status=%s durationMs=%d outcome=%s trace=%s",
                    due.id(),
                    due.receiver().endpointId() == null
                            ? due.jobId()
                            : due.receiver().endpointId(),
                    due.type(),
                    due.attemptsMade() + 1,
                    made.answer() instanceof Answer.Responded responded
                            ? responded.status()
                            : "\"" + words(made.answer()) + "\"",
                    made.millis(),
                    words(outcome),
                    TraceParent.traceId(made.traceparent()));
        }
    }

    private static String words(Answer answer) {
        return answer instanceof Answer.OwnFault fault ? fault.error() : ((Answer.NoAnswer) answer).error();
    }

    private static String words(DeliveryOutcome outcome) {
        if (outcome instanceof DeliveryOutcome.Delivered) {
            return "delivered";
        }
        if (outcome instanceof DeliveryOutcome.TryAgain again) {
            return "retry-in-" + again.after().toMillis() + "ms";
        }
        return outcome instanceof DeliveryOutcome.Postponed ? "postponed" : "dead";
    }
}
