package com.docurift.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

/** Settings of the process as a whole. */
@ConfigMapping(prefix = "docurift")
public interface PlatformConfig {
    /** What this process does: any of {@code api}, {@code processor}, {@code dispatcher}, {@code relay}. */
    @WithDefault("api,processor,dispatcher,relay")
    Set<Role> roles();

    /** Where documents, the embedded PostgreSQL and the embedded Kafka keep their data. */
    @WithDefault("data")
    String dataDir();
}
