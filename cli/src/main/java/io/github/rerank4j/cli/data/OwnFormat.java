package io.github.rerank4j.cli.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lines such as {@code {"query":…, "documents":[…], "relevant":[0,3]}}, or {@code "relevant":{"0":2}} with grades; an
 * empty {@code relevant} says that no document is relevant, none at all that nobody has judged.
 */
final class OwnFormat {

    private OwnFormat() {}

    static boolean fits(JsonNode object) {
        return object.has("query") && object.has("documents") && !object.has("positive");
    }

    static void read(Lines lines, JsonNode object, QuestionList questions) {
        String text = questions.question(JsonLine.text(lines, object, "query"));
        String id = questions.id(JsonLine.text(lines, object, "id", "_id"), text);
        Map<String, String> documents = documents(lines, id, object.path("documents"));
        JsonNode relevant = object.path("relevant");
        if (relevant.isMissingNode() || relevant.isNull()) {
            questions.unjudged();
            return;
        }
        questions.add(id, text, documents, grades(lines, id, relevant, documents.size()));
    }

    private static Map<String, String> documents(Lines lines, String id, JsonNode array) {
        if (!array.isArray()) {
            throw lines.fault("\"documents\" must be an array of texts");
        }
        Map<String, String> documents = new LinkedHashMap<>();
        for (JsonNode each : array) {
            documents.put(QuestionList.document(id, documents.size()), document(lines, each));
        }
        return documents;
    }

    private static String document(Lines lines, JsonNode each) {
        if (each.isTextual()) {
            return each.textValue();
        }
        String text = each.isObject() ? JsonLine.text(lines, each, "text") : null;
        if (text == null) {
            throw lines.fault("each of \"documents\" must be a text, or an object with \"text\" and maybe \"title\"");
        }
        String title = JsonLine.text(lines, each, "title");
        return TextRecord.joined(title == null ? "" : title, text);
    }

    private static Map<String, Integer> grades(Lines lines, String id, JsonNode relevant, int size) {
        Map<String, Integer> grades = new LinkedHashMap<>();
        if (relevant.isArray()) {
            for (JsonNode place : relevant) {
                put(lines, grades, id, place(lines, place.asText(), size), 1);
            }
        } else if (relevant.isObject()) {
            for (Map.Entry<String, JsonNode> each : relevant.properties()) {
                if (!each.getValue().isIntegralNumber() || !each.getValue().canConvertToInt()) {
                    throw lines.fault("the grades in \"relevant\" must be whole numbers");
                }
                put(
                        lines,
                        grades,
                        id,
                        place(lines, each.getKey(), size),
                        each.getValue().intValue());
            }
        } else {
            throw lines.fault("\"relevant\" must be an array of places, or an object of places and grades");
        }
        return grades;
    }

    private static void put(Lines lines, Map<String, Integer> grades, String id, int place, int grade) {
        if (grades.put(QuestionList.document(id, place), grade) != null) {
            throw lines.fault("\"relevant\" names document " + place + " twice");
        }
    }

    private static int place(Lines lines, String text, int size) {
        int place = Columns.whole(lines, "a place in \"relevant\"", text);
        if (place < 0 || place >= size) {
            throw lines.fault("\"relevant\" names document " + place + " (counted from 0), but there are " + size);
        }
        return place;
    }
}
