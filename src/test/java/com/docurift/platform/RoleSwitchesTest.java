package com.docurift.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigValue;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoleSwitchesTest {
    private static Map<String, String> switches(@Nullable String roles) {
        var sources = new RoleSwitches().getConfigSources(new ConfigSourceContext() {
            @Override
            public ConfigValue getValue(String name) {
                return ConfigValue.builder()
                        .withName(name)
                        .withValue(name.equals("docurift.roles") ? roles : null)
                        .build();
            }

            @Override
            public Iterator<String> iterateNames() {
                return Collections.emptyIterator();
            }
        });
        return sources.iterator().next().getProperties();
    }

    @Test
    void aProcessHasEveryRoleUnlessToldOtherwise() {
        assertThat(switches(null))
                .isEqualTo(Map.of(
                        "docurift.role.api", "true",
                        "docurift.role.processor", "true",
                        "docurift.role.dispatcher", "true",
                        "docurift.role.relay", "true"));
    }

    @Test
    void onlyTheRolesThatAreNamedAreOnHoweverTheyAreWritten() {
        assertThat(switches("api, RELAY"))
                .isEqualTo(Map.of(
                        "docurift.role.api", "true",
                        "docurift.role.processor", "false",
                        "docurift.role.dispatcher", "false",
                        "docurift.role.relay", "true"));
    }
}
