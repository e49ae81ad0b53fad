package com.docurift.webhooks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client registers, checked: the URL by {@link TargetPolicy}, the events by {@link EventFilter#isKnown}.
 *
 * @param url where deliveries go
 * @param events what is wanted; empty: everything but progress
 * @param active whether it gets deliveries from now on
 * @param description the client's own words
 */
public record NewEndpoint(
        String url,
        List<String> events,
        boolean active,
        @Nullable String description) {}
