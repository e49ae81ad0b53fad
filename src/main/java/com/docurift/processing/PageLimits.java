package com.docurift.processing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a document may hold. */
@ConfigMapping(prefix = "docurift.limits")
public interface PageLimits {
    /** Pages of a document; one with more fails with {@code PAGE_LIMIT_EXCEEDED}. */
    @WithDefault("2000")
    int maxPages();
}
