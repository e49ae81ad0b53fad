package com.docurift.api.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.docurift.api.ApiException;
import com.docurift.api.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MultipartParserTest {
    private static final String BOUNDARY = "a-ab-a";

    /** A part as it was found, its content as ISO 8859-1 text so that it can be compared. */
    private record Part(String name, String fileName, String content) {}

    private static final class Found implements MultipartParser.Listener {
        private final List<Part> parts = new ArrayList<>();
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private PartHeaders open;

        @Override
        public void partBegins(PartHeaders headers) {
            assertThat(open).isNull();
            open = headers;
        }

        @Override
        public void partData(byte[] bytes, int from, int to) {
            assertThat(to).isGreaterThan(from);
            content.write(bytes, from, to - from);
        }

        @Override
        public void partEnds() {
            parts.add(new Part(open.name(), open.fileName(), content.toString(StandardCharsets.ISO_8859_1)));
            content.reset();
            open = null;
        }
    }

    @Property
    void findsTheSamePartsHoweverTheBytesAreSplit(
            @ForAll("contents") List<String> contents,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll("padding") String padding) {
        var body = new StringBuilder("preamble --" + BOUNDARY + " of no meaning");
        var expected = new ArrayList<Part>();
        for (int i = 0; i < contents.size(); i++) {
            body.append("\r\n--" + BOUNDARY + padding + "\r\nX-More: of it\r\nContent-Disposition: form-data; name=\"n"
                    + i + "\"\r\n\r\n" + contents.get(i));
            expected.add(new Part("n" + i, null, contents.get(i)));
        }
        body.append("\r\n--" + BOUNDARY + "--\r\nepilogue\r\n--" + BOUNDARY);

        assertThat(parse(body.toString(), cuts)).isEqualTo(expected);
    }

    @Property
    void aBodyThatIsCutOffAnywhereBeforeItsClosingBoundaryIsBroken(
            @ForAll("contents") List<String> contents, @ForAll("cuts") List<Integer> cuts) {
        var body = new StringBuilder();
        contents.forEach(content -> body.append(part("x", content)));
        int cut = Math.floorMod(cuts.get(0), body.length() + BOUNDARY.length() + 3);

        assertThatThrownBy(() -> parse((body + "--" + BOUNDARY + "--").substring(0, cut), cuts))
                .isInstanceOfSatisfying(
                        ApiException.class, told -> assertThat(told.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
    }

    /** Text of pieces of the delimiter, so that everything that looks like one and is none comes up. */
    @Provide
    Arbitrary<List<String>> contents() {
        String delimiter = "\r\n--" + BOUNDARY;
        Arbitrary<String> prefix =
                Arbitraries.integers().between(0, delimiter.length() - 1).map(n -> delimiter.substring(0, n));
        Arbitrary<String> noise = Arbitraries.strings()
                .withChars('\r', '\n', '-', 'a', 'b', '\0', '\u00ff')
                .ofMaxLength(40);
        return Arbitraries.oneOf(prefix, noise)
                .list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces))
                .filter(content -> !("\r\n" + content + "\r\n").contains(delimiter))
                .filter(content -> !(content + delimiter)
                        .substring(0, content.length() + delimiter.length() - 1)
                        .contains(delimiter))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 60).list().ofMinSize(1).ofMaxSize(30);
    }

    @Provide
    Arbitrary<String> padding() {
        return Arbitraries.strings().withChars(' ', '\t').ofMaxLength(3);
    }

    @Test
    void readsNamesAsBrowsersAndCommandLinesWriteThem() {
        assertThat(fileName("filename=\"Übersicht 2024.pdf\"")).isEqualTo("Übersicht 2024.pdf");
        assertThat(fileName("filename=plain.pdf")).isEqualTo("plain.pdf");
        assertThat(fileName("filename=\"a \\\"quoted\\\" \\\\ name;.pdf\"")).isEqualTo("a \"quoted\" \\ name;.pdf");
        assertThat(fileName("filename=\"C:\\docs\\file.pdf\"")).isEqualTo("C:\\docs\\file.pdf");
        assertThat(fileName("filename*=utf-8''%e2%82%ac%20rates.pdf")).isEqualTo("€ rates.pdf");
        assertThat(fileName("filename=\"EUR rates.pdf\"; filename*=UTF-8'en'%E2%82%AC%20rates.pdf"))
                .isEqualTo("€ rates.pdf");
        assertThat(fileName("FILENAME = \"\"")).isEmpty();
        assertThat(fileName("x=y")).isNull();
    }

    @Test
    void whatIsNoFormIsBroken() {
        var close = "--" + BOUNDARY + "--";
        assertBroken("garbage");
        assertBroken("");
        assertBroken("--" + BOUNDARY + "junk\r\n\r\n\r\n" + close);
        assertBroken("--" + BOUNDARY + "\r\n\r\nno headers\r\n" + close);
        assertBroken("--" + BOUNDARY + "\r\nContent-Type: text/plain\r\n\r\nno disposition\r\n" + close);
        assertBroken("--" + BOUNDARY + "\r\nContent-Disposition: form-data\r\n\r\nno name\r\n" + close);
        assertBroken("--" + BOUNDARY + "\r\nContent-Disposition: attachment; name=a\r\n\r\nno form data\r\n" + close);
    }

    @Test
    void aFormWithoutPartsIsAForm() {
        assertThat(parse("--" + BOUNDARY + "--", List.of(1))).isEmpty();
    }

    @Test
    void takesAHundredPartsAndNotOneMore() {
        var close = "--" + BOUNDARY + "--";
        assertThat(parse(part("x", "y").repeat(100) + close, List.of(60))).hasSize(100);
        assertThatThrownBy(() -> parse(part("x", "y").repeat(101) + close, List.of(60)))
                .isInstanceOfSatisfying(
                        ApiException.class, told -> assertThat(told.code()).isEqualTo(ErrorCode.REQUEST_TOO_LARGE));
    }

    @Test
    void headersWithoutAnEndAreTooLarge() {
        assertThatThrownBy(() -> parse("--" + BOUNDARY + "\r\nX: " + "y".repeat(9000), List.of(60)))
                .isInstanceOfSatisfying(
                        ApiException.class, told -> assertThat(told.code()).isEqualTo(ErrorCode.REQUEST_TOO_LARGE));
    }

    @Test
    void takesTheBoundaryFromTheContentType() {
        assertThat(Boundary.of("multipart/form-data; boundary=xx")).isEqualTo("xx");
        assertThat(Boundary.of("multipart/form-data; charset=utf-8; Boundary=\"a b;c\""))
                .isEqualTo("a b;c");
        for (var without : List.of(
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=" + "x".repeat(71))) {
            assertThatThrownBy(() -> Boundary.of(without))
                    .isInstanceOfSatisfying(
                            ApiException.class, told -> assertThat(told.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
        }
    }

    private static void assertBroken(String body) {
        assertThatThrownBy(() -> parse(body, List.of(7)))
                .isInstanceOfSatisfying(
                        ApiException.class, told -> assertThat(told.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
    }

    private static String fileName(String parameter) {
        return PartHeaders.parse("\r\ncontent-disposition: form-data; name=\"file\"; " + parameter)
                .fileName();
    }

    private static String part(String name, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=" + name + "\r\n\r\n" + content + "\r\n";
    }

    private static List<Part> parse(String body, List<Integer> cuts) {
        var found = new Found();
        var parser = new MultipartParser(BOUNDARY, found);
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        int at = 0;
        for (int i = 0; at < bytes.length; i++) {
            int end = Math.min(bytes.length, at + cuts.get(i % cuts.size()));
            parser.feed(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        parser.end();
        return found.parts;
    }
}
