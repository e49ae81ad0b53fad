package com.docurift.api.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes a result for people and spreadsheets. It knows only JSON, so that it serves the result of every document type. */
final class ResultTexts {
    private static final String GENERIC_PART = "document";

    private ResultTexts() {}

    /** The text of the document, as it was read. */
    static String plain(JsonNode result) {
        return generic(result).path("rawText").asText("");
    }

    /** Its tables (RFC 4180), an empty line between two; empty when there are none. */
    static String csv(JsonNode result) {
        var tables = new ArrayList<String>();
        for (JsonNode table : generic(result).path("tables")) {
            tables.add(grid(table).stream()
                    .map(row -> row.stream().map(ResultTexts::quoted).collect(Collectors.joining(",", "", "\r\n")))
                    .collect(Collectors.joining()));
        }
        return String.join("\r\n", tables);
    }

    /** The fields of a typed result, then the pages with their text, then the tables. */
    static String markdown(JsonNode result) {
        var text = new StringBuilder();
        if (result.has(GENERIC_PART)) {
            text.append("# Fields\n\n");
            fields(result, "", text);
            text.append('\n');
        }
        for (JsonNode page : generic(result).path("pages")) {
            text.append("# Page ").append(page.path("page").asInt()).append("\n\n");
            page.path("text")
                    .asText("")
                    .lines()
                    .forEach(line -> text.append(escaped(line)).append("  \n"));
            text.append('\n');
        }
        int number = 1;
        for (JsonNode table : generic(result).path("tables")) {
            text.append("# Table ")
                    .append(number++)
                    .append("\n\n")
                    .append(table(grid(table)))
                    .append('\n');
        }
        return text.toString();
    }

    private static JsonNode generic(JsonNode result) {
        return result.has(GENERIC_PART) ? result.get(GENERIC_PART) : result;
    }

    private static void fields(JsonNode object, String indent, StringBuilder text) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (indent.isEmpty() && field.getKey().equals(GENERIC_PART)) {
                continue;
            }
            text.append(indent).append("- **").append(escaped(field.getKey())).append("**");
            value(field.getValue(), indent + "  ", text);
        }
    }

    private static void value(JsonNode value, String indent, StringBuilder text) {
        if (value.isObject()) {
            text.append('\n');
            fields(value, indent, text);
        } else if (value.isArray()) {
            text.append('\n');
            int number = 1;
            for (JsonNode element : value) {
                text.append(indent).append(number++).append('.');
                value(element, indent + "   ", text);
            }
        } else {
            text.append(' ').append(escaped(value.asText())).append('\n');
        }
    }

    /** Headers, if there are any, and rows. */
    private static List<List<String>> grid(JsonNode table) {
        var rows = new ArrayList<List<String>>();
        if (!table.path("headers").isEmpty()) {
            rows.add(cells(table.get("headers")));
        }
        table.path("rows").forEach(row -> rows.add(cells(row)));
        return rows;
    }

    private static List<String> cells(JsonNode row) {
        return StreamSupport.stream(row.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String table(List<List<String>> rows) {
        var text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append(rows.get(i).stream()
                    .map(cell -> escaped(cell.replaceAll("\\s+", " ")).replace("|", "\\|"))
                    .collect(Collectors.joining(" | ", "| ", " |\n")));
            if (i == 0) {
                text.append("| --- ".repeat(rows.get(0).size())).append("|\n");
            }
        }
        return text.toString();
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    /** What Markdown would take for marks of its own. */
    private static String escaped(String text) {
        return text.strip().replaceAll("[\\\\`*_<\\[]|^[#>+]", "\\\\$0");
    }
}
