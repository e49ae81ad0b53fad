package com.docurift.api.submit;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Limits that tests can reach. */
public class SmallLimits implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "docurift.limits.max-file-size", "2M",
                "docurift.documents.upload-stall-timeout", "1S",
                "docurift.documents.max-uploads", "4");
    }
}
