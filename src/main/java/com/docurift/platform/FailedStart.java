package com.docurift.platform;

import io.quarkus.runtime.QuarkusBindException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds, in what stopped Quarkus from starting, the one sentence that an operator can act on. */
final class FailedStart {

    /** SmallRye Config says it in one of these ways, each with the setting's name and mostly with its value. */
    private static final List<Pattern> BAD_VALUES = List.of(
            Pattern.compile(
                    "SRCFG00039: The config property ([\\w.\"-]+) with the config value \"([^\"]*)\" threw an"
                            + " Exception whilst being converted (.*)",
                    Pattern.DOTALL),
            Pattern.compile(
                    "SRCFG000(?:14|40): The config property ([\\w.\"-]+) (?:is required)()(.*)", Pattern.DOTALL));

    private FailedStart() {}

    /** The sentence; empty when the failure is a bug rather than something in the surroundings. */
    static Optional<String> sentence(Throwable failure) {
        List<Throwable> causes = causes(failure);
        return causes.stream()
                .filter(StartFailure.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst()
                .or(() -> causes.stream()
                        .flatMap(cause -> badSetting(cause).stream())
                        .findFirst())
                .or(() -> causes.stream()
                        .flatMap(cause -> surroundings(cause).stream())
                        .findFirst());
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static Optional<String> badSetting(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        for (Pattern pattern : BAD_VALUES) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.find()) {
                String name = environmentName(matcher.group(1));
                String value = matcher.group(2);
                return Optional.of(
                        value.isEmpty()
                                ? "%s has no value, but needs one.".formatted(name)
                                : "%s is %s, which is not a value that it can have%s."
                                        .formatted(name, value, why(matcher.group(3))));
            }
        }
        return Optional.empty();
    }

    /** The innermost reason, without names of classes. */
    private static String why(String text) {
        String reason = text.lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^(?:[\\w.$]+(?:Exception|Error):?\\s*)+", "")
                .replaceFirst("^SRCFG\\d+:\\s*", "")
                .replaceFirst("enum class [\\w.]*\\.", "")
                .strip();
        return reason.isEmpty() ? "" : " (" + reason.replaceFirst("\\.$", "") + ")";
    }

    private static String environmentName(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static Optional<String> surroundings(Throwable cause) {
        if (cause instanceof QuarkusBindException bind) {
            return Optional.of(
                    "Port %d is already in use: stop the process that listens on it, or set QUARKUS_HTTP_PORT to a free port."
                            .formatted(bind.getPort()));
        }
        if (cause instanceof SQLException || cause instanceof ConnectException) {
            return Optional.of(
                    "PostgreSQL cannot be used (%s): see DOCURIFT_POSTGRES_URL, DOCURIFT_POSTGRES_USER and DOCURIFT_POSTGRES_PASSWORD."
                            .formatted(String.valueOf(cause.getMessage())
                                    .strip()
                                    .replaceAll("\\s*\\R\\s*", " ")
                                    .replaceFirst("\\.$", "")));
        }
        return Optional.empty();
    }
}
