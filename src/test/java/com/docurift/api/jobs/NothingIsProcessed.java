package com.docurift.api.jobs;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A service without a processor: jobs stay what they were made. */
public class NothingIsProcessed implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("docurift.roles", "api");
    }
}
