package com.docurift.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.jobs.DocumentTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;

/** Three places name the types of documents: what is taken, what the OpenAPI document says, and the README. */
class DocumentTypeTest {
    @Test
    void theDescriptionNamesExactlyTheTypesThatAreTaken() throws Exception {
        var described = SubmitForm.class
                .getField("documentType")
                .getAnnotation(Schema.class)
                .enumeration();

        assertThat(described).containsExactlyInAnyOrderElementsOf(taken());
    }

    @Test
    void theReadmeNamesExactlyTheTypesThatAreTaken() throws Exception {
        var row = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| `documentType` |"))
                .findFirst()
                .orElseThrow();

        assertThat(Pattern.compile("`([a-z_]+)`")
                        .matcher(row.substring(row.lastIndexOf("| `generic`")))
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(taken());
    }

    private static ArrayList<String> taken() {
        var taken = new ArrayList<>(DocumentTypes.NAMES);
        taken.add(DocumentTypes.ALIAS_OF_GENERIC);
        return taken;
    }
}
