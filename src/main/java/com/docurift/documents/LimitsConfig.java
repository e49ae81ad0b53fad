package com.docurift.documents;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits on what clients may hand in. */
@ConfigMapping(prefix = "docurift.limits")
public interface LimitsConfig {
    /** The largest file that is taken; exactly this many bytes are still allowed ({@code M} = 1,048,576 bytes). */
    @WithDefault("50M")
    MemorySize maxFileSize();
}
