package com.docurift.webhooks.kafka;

import com.docurift.platform.Role;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Switches the dispatcher's channel off in processes without that role: a consumer that only pauses would still join the group and hold
 * partitions that nobody then reads.
 */
public class DispatcherChannels implements ConfigSourceFactory {
    private static final int ABOVE_ALL_FILES = 400;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String roles = context.getValue("docurift.roles").getValue();
        boolean enabled = roles == null
                || Arrays.stream(roles.split(",")).anyMatch(role -> role.strip().equalsIgnoreCase(Role.DISPATCHER.name()));
        return List.of(new PropertiesConfigSource(
                Map.of("mp.messaging.incoming." + LifecycleConsumer.CHANNEL + ".enabled", Boolean.toString(enabled)),
                "roles of this process",
                ABOVE_ALL_FILES));
    }
}
