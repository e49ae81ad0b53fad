package com.docurift.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings that the code knows. */
final class Settings {
    static final String NONE = "–";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("com.docurift");
    private static final Pattern READ_AT_START = Pattern.compile("\"((?:docurift|kafka)\\.[a-z][a-z.-]*)\"");
    private static final Pattern PROPERTY = Pattern.compile("(?m)^(docurift\\.[a-z.-]+)=");

    private Settings() {}

    /** The classes of the service, without tests. */
    static JavaClasses classes() {
        return OURS;
    }

    /** Those of the rooms' configuration interfaces, with their defaults. */
    static Map<String, String> ofRooms() {
        var found = new TreeMap<String, String>();
        for (JavaClass one : OURS) {
            if (one.isAnnotatedWith(ConfigMapping.class)) {
                Class<?> mapping = one.reflect();
                String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
                for (Method method : mapping.getDeclaredMethods()) {
                    var standard = method.getAnnotation(WithDefault.class);
                    found.put(prefix + "." + kebab(method.getName()), standard == null ? NONE : standard.value());
                }
            }
        }
        return found;
    }

    /** Those that are read before the rooms start, or have no interface. */
    static Set<String> ofStart() throws IOException {
        var found = new TreeSet<String>();
        collect(READ_AT_START, Path.of("src/main/java/com/docurift/platform/StartSettings.java"), found);
        collect(PROPERTY, Path.of("src/main/resources/application.properties"), found);
        found.removeAll(ofRooms().keySet());
        return found;
    }

    /** A setting's name as an environment variable. */
    static String environment(String name) {
        return name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    /** Every setting as an environment variable. */
    static Set<String> environments() throws IOException {
        var found = new TreeSet<String>();
        ofRooms().keySet().forEach(name -> found.add(environment(name)));
        ofStart().forEach(name -> found.add(environment(name)));
        return found;
    }

    private static void collect(Pattern pattern, Path file, Set<String> found) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(file, UTF_8));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
