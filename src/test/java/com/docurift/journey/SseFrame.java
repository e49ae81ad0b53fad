package com.docurift.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One event of a stream, read by the rules of the HTML standard §9.2.6; comments and {@code retry} are no frames.
 *
 * @param id the {@code id} field
 * @param event the {@code event} field
 * @param data the {@code data} field as JSON
 */
record SseFrame(String id, String event, JsonNode data) {

    static List<SseFrame> parse(List<String> lines) {
        List<SseFrame> frames = new ArrayList<>();
        String id = "";
        String event = "";
        StringBuilder data = new StringBuilder();
        for (String line : lines) {
            if (line.isEmpty() && !data.isEmpty()) {
                frames.add(new SseFrame(id, event, Answer.json(data.toString())));
                data.setLength(0);
            } else if (line.startsWith("id:")) {
                id = value(line);
            } else if (line.startsWith("event:")) {
                event = value(line);
            } else if (line.startsWith("data:")) {
                data.append(value(line));
            }
        }
        return frames;
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
