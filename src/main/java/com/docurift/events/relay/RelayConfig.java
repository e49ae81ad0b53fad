package com.docurift.events.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events are published. */
@ConfigMapping(prefix = "docurift.relay")
public interface RelayConfig {
    /** Events of one round: read together, sent together, marked together. */
    @WithDefault("2000")
    int batch();

    /** The longest pause between two looks at the outbox, when nothing rang the bell. */
    @WithDefault("1S")
    Duration poll();
}
