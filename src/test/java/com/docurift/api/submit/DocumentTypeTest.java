package com.docurift.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.jobs.DocumentTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentTypeTest {
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
