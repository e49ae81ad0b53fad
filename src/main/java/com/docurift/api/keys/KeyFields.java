package com.docurift.api.keys;

import com.docurift.accounts.KeyPatch;
import com.docurift.accounts.Scope;
import com.docurift.api.ApiException;
import com.docurift.api.ErrorCode;
import com.docurift.api.Texts;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what clients send about keys; whatever is wrong is told with the name of its field. */
@Singleton
class KeyFields {
    private static final int LONGEST_NAME = 255;
    private static final int LAST_YEAR = 9999;
    private static final List<String> SCOPES =
            Arrays.stream(Scope.values()).map(Scope::wireName).toList();

    private final Clock clock;

    @Inject
    KeyFields(Clock clock) {
        this.clock = clock;
    }

    String name(@Nullable String name) {
        return Texts.required("name", name, LONGEST_NAME);
    }

    /** When a new key ends; null: never. */
    @Nullable
    Instant end(@Nullable JsonNode expiresAt) {
        return expiresAt == null || expiresAt.isNull() ? null : timeToCome(expiresAt);
    }

    /** The scopes of a new key: those that were asked for, as far as its maker has them, or else the maker's. */
    Set<Scope> scopes(@Nullable List<@Nullable String> names, Set<Scope> makers) {
        if (names == null) {
            return makers;
        }
        if (names.isEmpty()) {
            throw ApiException.invalid("scopes", "scopes must name one at least of " + String.join(", ", SCOPES));
        }
        var scopes = EnumSet.noneOf(Scope.class);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String field = "scopes[" + i + "]";
            scopes.add(Optional.ofNullable(name)
                    .flatMap(Scope::of)
                    .orElseThrow(() -> ApiException.notOneOf(field, SCOPES)));
        }
        scopes.stream().filter(scope -> !makers.contains(scope)).findFirst().ifPresent(KeyFields::refuse);
        return scopes;
    }

    KeyPatch patch(ApiKeyPatch wanted) {
        return new KeyPatch(
                wanted.name() == null ? null : name(wanted.name()),
                wanted.disabled(),
                wanted.expiresAt() == null ? null : Optional.ofNullable(end(wanted.expiresAt())));
    }

    private static void refuse(Scope missing) {
        throw new ApiException(
                ErrorCode.INSUFFICIENT_SCOPE,
                "This API key lacks the scope " + missing.wireName() + " and cannot give it to another",
                Map.of("requiredScope", missing.wireName()));
    }

    private Instant timeToCome(JsonNode value) {
        var at = value.isTextual() ? parse(value.textValue()) : Optional.<Instant>empty();
        return at.filter(clock.instant()::isBefore)
                .orElseThrow(() -> ApiException.invalid(
                        "expiresAt",
                        "expiresAt must be an RFC 3339 time to come, such as 2030-12-31T23:59:59Z, or null for never"));
    }

    private static Optional<Instant> parse(String text) {
        try {
            var at = OffsetDateTime.parse(text);
            return at.getYear() > LAST_YEAR ? Optional.empty() : Optional.of(at.toInstant());
        } catch (DateTimeException bad) {
            return Optional.empty();
        }
    }
}
