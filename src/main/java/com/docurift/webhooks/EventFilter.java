package com.docurift.webhooks;

import com.docurift.events.EventType;
import java.util.Arrays;
import java.util.List;

/**
 * Which events an endpoint wants: names, prefixes ending in {@code .*}, or {@code *}; an empty list is as {@code *}. No wildcard brings
 * {@code document.processing.progress}: it must be listed by its name.
 */
public final class EventFilter {
    private static final String ALL = "*";
    private static final String ANY_BELOW = ".*";

    private EventFilter() {}

    /** Whether events of a type are wanted. */
    public static boolean matches(List<String> wanted, EventType type) {
        if (type == EventType.PROGRESS) {
            return wanted.contains(type.wireName());
        }
        return wanted.isEmpty() || wanted.stream().anyMatch(entry -> covers(entry, type.wireName()));
    }

    /** Whether an entry means anything: a known name, {@code *}, or a prefix of a known name with {@code .*} behind it. */
    public static boolean isKnown(String entry) {
        return Arrays.stream(EventType.values()).anyMatch(type -> covers(entry, type.wireName()));
    }

    private static boolean covers(String entry, String name) {
        return entry.equals(ALL)
                || entry.equals(name)
                || (entry.endsWith(ANY_BELOW)
                        && entry.length() > ANY_BELOW.length()
                        && name.startsWith(entry.substring(0, entry.length() - 1)));
    }
}
