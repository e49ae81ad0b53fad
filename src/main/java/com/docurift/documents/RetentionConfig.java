package com.docurift.documents;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long things are kept. */
@ConfigMapping(prefix = "docurift.retention")
public interface RetentionConfig {
    /** How long a document and what was read from it can be had; {@code expiresAt} of its job says until when. */
    @WithDefault("30D")
    Duration documents();

    /** How long jobs, their events and deliveries are kept; at least as long as documents. */
    @WithDefault("90D")
    Duration jobs();
}
