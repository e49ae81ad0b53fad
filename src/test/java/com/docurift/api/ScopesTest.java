package com.docurift.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.docurift.accounts.Accounts;
import com.docurift.accounts.Scope;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each endpoint of the service demands its scope, of whoever has all others. */
@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class ScopesTest {
    private record Endpoint(
            String method, String path, @Nullable Scope scope, boolean operatorOnly) {}

    @Inject
    Accounts accounts;

    @Inject
    BeanManager beans;

    @Test
    void everyEndpointIsTheOperatorsOrNamesItsScope() {
        assertThat(endpoints()).hasSizeGreaterThan(10).allMatch(one -> one.operatorOnly() == (one.scope() == null));
    }

    @Test
    void theScopeIsThatOfItsSubject() {
        assertThat(endpoints())
                .filteredOn(one -> !one.operatorOnly())
                .allSatisfy(one -> assertThat(one.scope()).as(one.toString()).isEqualTo(expected(one)));
    }

    @Test
    void aKeyWithoutItIsRefusedWithTheNameOfTheScope() {
        var organization = accounts.createOrganization("Acme").await().indefinitely();
        Map<Scope, String> keyWithout = new EnumMap<>(Scope.class);
        for (Scope missing : Scope.values()) {
            var others = EnumSet.complementOf(EnumSet.of(missing));
            keyWithout.put(
                    missing,
                    accounts.issueKey(organization.id(), "narrow", others, null)
                            .await()
                            .indefinitely()
                            .key());
        }
        for (Endpoint one : endpoints()) {
            if (one.scope() != null) {
                given().header("X-API-Key", keyWithout.get(one.scope()))
                        .header("Accept", "*/*")
                        .contentType(
                                one.path().contains("/process")
                                        ? "multipart/form-data; boundary=x"
                                        : "application/json")
                        .request(one.method(), one.path())
                        .then()
                        .statusCode(403)
                        .body("error.code", equalTo("INSUFFICIENT_SCOPE"))
                        .body("error.details.requiredScope", equalTo(one.scope().wireName()));
            }
        }
    }

    /** Reads and streams need jobs:read, changes jobs:write; webhooks and keys have scopes of their own. */
    private static Scope expected(Endpoint one) {
        if (one.path().startsWith("/v1/webhooks") || one.path().startsWith("/v1/deliveries")) {
            return Scope.WEBHOOKS_MANAGE;
        }
        if (one.path().startsWith("/v1/api-keys")) {
            return Scope.KEYS_MANAGE;
        }
        boolean reads = one.method().equals("GET") || one.path().equals("/v1/stream-tickets");
        return reads ? Scope.JOBS_READ : Scope.JOBS_WRITE;
    }

    private List<Endpoint> endpoints() {
        var found = new LinkedHashSet<Endpoint>();
        for (var bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Class<?> resource = bean.getBeanClass();
            if (resource.isAnnotationPresent(Path.class) && resource != EchoResource.class) {
                for (Method method : resource.getDeclaredMethods()) {
                    Arrays.stream(method.getAnnotations())
                            .map(Annotation::annotationType)
                            .map(type -> type.getAnnotation(HttpMethod.class))
                            .filter(Objects::nonNull)
                            .forEach(verb -> found.add(endpoint(resource, method, verb.value())));
                }
            }
        }
        return List.copyOf(found);
    }

    private static Endpoint endpoint(Class<?> resource, Method method, String verb) {
        var own = method.getAnnotation(Path.class);
        String path = resource.getAnnotation(Path.class).value() + (own == null ? "" : own.value());
        var scope = method.isAnnotationPresent(RequiresScope.class)
                ? method.getAnnotation(RequiresScope.class)
                : resource.getAnnotation(RequiresScope.class);
        return new Endpoint(
                verb,
                path.replaceAll("\\{[^}]*}", "x_0"),
                scope == null ? null : scope.value(),
                resource.isAnnotationPresent(OperatorOnly.class));
    }
}
