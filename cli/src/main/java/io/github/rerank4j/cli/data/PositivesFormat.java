package io.github.rerank4j.cli.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Lines as sentence-transformers has them for rerankers: {@code {"query":…, "positive":[…], "negative":[…]}}, or with
 * {@code "documents"}, which are candidates in retrieval's order. Positives and negatives have no order that retrieval
 * gave them, so they are put into one that has nothing to do with their relevance.
 */
final class PositivesFormat {

    static final String NOTE =
            "Positives and negatives are in no order of retrieval: their first ranking is arbitrary.";

    private PositivesFormat() {}

    static boolean fits(JsonNode object) {
        return object.has("query") && object.has("positive") && (object.has("negative") || object.has("documents"));
    }

    static void read(Lines lines, JsonNode object, QuestionList questions) {
        String text = questions.question(JsonLine.text(lines, object, "query"));
        String id = questions.id(JsonLine.text(lines, object, "id", "_id"), text);
        List<String> positives = texts(lines, object, "positive");
        List<String> candidates =
                object.has("documents") ? texts(lines, object, "documents") : shuffled(lines, object, positives);
        Map<String, String> documents = new LinkedHashMap<>();
        Map<String, String> ids = new LinkedHashMap<>();
        for (String candidate : candidates) {
            String document = QuestionList.document(id, documents.size());
            if (ids.putIfAbsent(candidate, document) == null) {
                documents.put(document, candidate);
            }
        }
        Map<String, Integer> grades = new LinkedHashMap<>();
        for (String positive : new LinkedHashSet<>(positives)) {
            // one that retrieval did not find is relevant all the same
            grades.put(ids.computeIfAbsent(positive, none -> QuestionList.document(id, ids.size())), 1);
        }
        questions.add(id, text, documents, grades);
    }

    private static List<String> shuffled(Lines lines, JsonNode object, List<String> positives) {
        List<String> all = new ArrayList<>(positives);
        all.addAll(texts(lines, object, "negative"));
        all.sort(Comparator.<String>comparingInt(text -> scattered(text.hashCode()))
                .thenComparing(text -> text));
        return all;
    }

    private static int scattered(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        return mixed ^ (mixed >>> 13);
    }

    private static List<String> texts(Lines lines, JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : value) {
            if (each.isTextual()) {
                texts.add(each.textValue());
            }
        }
        if (!value.isArray() || texts.size() < value.size()) {
            throw lines.fault("\"" + name + "\" must be a text or an array of texts");
        }
        return texts;
    }
}
