package com.docurift.api;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which methods each path knows, read from the resources' own annotations: for {@code Allow}, which the framework leaves out. */
@Singleton
class Routes {
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

    private record Route(Pattern path, String method, boolean operatorOnly) {}

    private final BeanManager beans;
    private List<Route> routes = List.of();

    @Inject
    Routes(BeanManager beans) {
        this.beans = beans;
    }

    void read(@Observes StartupEvent event) {
        routes = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(bean -> bean.getBeanClass())
                .distinct()
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(Routes::of)
                .toList();
    }

    /** The methods of a path, in alphabetical order; empty for an unknown one. */
    Set<String> methodsOf(String path) {
        var methods = matching(path).map(Route::method).collect(Collectors.toCollection(TreeSet::new));
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return methods;
    }

    /** Whether everything at the path is the operator's. */
    boolean isOperatorOnly(String path) {
        return matching(path).findAny().isPresent() && matching(path).allMatch(Route::operatorOnly);
    }

    private Stream<Route> matching(String path) {
        return routes.stream().filter(route -> route.path().matcher(path).matches());
    }

    private static Stream<Route> of(Class<?> type) {
        boolean operatorOnly = type.isAnnotationPresent(OperatorOnly.class);
        String base = type.getAnnotation(Path.class).value();
        return Arrays.stream(type.getMethods())
                .flatMap(method -> httpMethod(method).stream()
                        .map(name -> new Route(pattern(base, method.getAnnotation(Path.class)), name, operatorOnly)));
    }

    private static Optional<String> httpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(found -> found != null)
                .map(HttpMethod::value)
                .findFirst();
    }

    private static Pattern pattern(String base, @Nullable Path rest) {
        var segments = new ArrayList<String>(Arrays.asList(base.split("/")));
        if (rest != null) {
            segments.addAll(Arrays.asList(rest.value().split("/")));
        }
        return Pattern.compile(segments.stream()
                .filter(segment -> !segment.isEmpty())
                .map(segment -> "/" + literalOrVariable(segment))
                .collect(Collectors.joining("", "", "/?")));
    }

    private static String literalOrVariable(String segment) {
        return VARIABLE.matcher(segment).find() ? "[^/]+" : Pattern.quote(segment);
    }
}
