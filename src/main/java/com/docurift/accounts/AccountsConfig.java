package com.docurift.accounts;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Settings of organisations and their keys. */
@ConfigMapping(prefix = "docurift")
public interface AccountsConfig {
    /** The first organisation's first key, instead of a generated one: {@code frc_} and 32 letters or digits. Only the first start reads it. */
    Optional<String> bootstrapApiKey();

    /** When set, {@code POST /v1/organizations} with this value in the header {@code X-Operator-Key} makes organisations. */
    Optional<String> operatorKey();
}
