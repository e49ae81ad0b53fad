package com.docurift.platform;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Says for each role, as {@code docurift.role.<name>}, whether this process has it, so that the settings of a consumer can name its role.
 * A consumer without its role must not exist: one that only pauses would join the group and hold partitions that nobody then reads.
 */
public class RoleSwitches implements ConfigSourceFactory {
    private static final int ABOVE_ALL_FILES = 400;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String roles = context.getValue("docurift.roles").getValue();
        Map<String, String> switches = new HashMap<>();
        for (Role role : Role.values()) {
            String name = role.name().toLowerCase(Locale.ROOT);
            switches.put("docurift.role." + name, Boolean.toString(has(roles, name)));
        }
        return List.of(new PropertiesConfigSource(switches, "roles of this process", ABOVE_ALL_FILES));
    }

    private static boolean has(@Nullable String roles, String name) {
        return roles == null
                || Arrays.stream(roles.split(",")).anyMatch(role -> role.strip().equalsIgnoreCase(name));
    }
}
