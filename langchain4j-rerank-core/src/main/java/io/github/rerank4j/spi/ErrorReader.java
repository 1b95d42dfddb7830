package io.github.rerank4j.spi;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Walks through the body of an error, collects its codes and finds its most specific words. One for each body. */
final class ErrorReader {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_ITEMS = 3;
    private static final int MAX_TEXT = 20_000;
    private static final int MAX_CODES = 50;
    /** A body may be of millions of values, and what is in it be met on several ways: so much is looked at. */
    private static final int MAX_EFFORT = 1_000_000;

    private static final int EFFORT_OF_NODE = 100;

    /** Words that are codes where others are beside them. */
    private static final Set<String> MAYBE_CODES = Set.of("error", "err", "reason", "title");

    private static final Pattern WORKER = Pattern.compile("^\\s*\\[address=[^\\]]*\\]\\s*");
    private static final Pattern TOKEN = Pattern.compile("[\\w.:/#-]{2,}");
    private static final Pattern NAME_OF_STATE = Pattern.compile("[A-Z]+(?:_[A-Z]+)*+");
    private static final List<String> INTERNALS = List.of("DebugInfo", "RetryInfo", "Help", "RequestInfo");
    private static final Pattern SEAM = Pattern.compile("(?<![\\s:;,-])[\\s:;,-]+$");

    private final Set<String> codes = new LinkedHashSet<>();
    private int effort;

    /** All codes met so far. */
    List<String> codes() {
        return List.copyOf(codes);
    }

    /** The words of a reply; empty if none of these shapes has any. */
    String words(WireReply reply) {
        String words = inBody(reply);
        boolean open = words.isEmpty() || ErrorPhrases.isGeneric(words);
        String challenge = open ? Challenge.words(reply.header("WWW-Authenticate"), codes) : "";
        return challenge.isEmpty() ? words : challenge;
    }

    private String inBody(WireReply reply) {
        if (!reply.json().isMissingNode()) {
            return words(reply.json(), 0, false);
        }
        if (WebPage.isOne(reply)) {
            return WebPage.name(reply);
        }
        String text = reply.text(MAX_TEXT).strip();
        String nested = nested(text, 0);
        return nested == null ? "" : nested;
    }

    private String words(JsonNode node, int depth, boolean single) {
        boolean spoken = node.isTextual() || node.isContainerNode();
        if (depth > MAX_DEPTH || !spoken || isTired()) {
            return "";
        }
        effort += EFFORT_OF_NODE;
        if (node.isTextual()) {
            return text(node.textValue(), depth);
        }
        return cut(node.isArray() ? list(node, depth) : object(node, depth, single));
    }

    private String text(String value, int depth) {
        String text = WORKER.matcher(cut(value)).replaceFirst("").strip();
        effort += text.length();
        String nested = nested(text, depth);
        return nested == null ? text : cut(nested);
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    private boolean isTired() {
        return effort > MAX_EFFORT;
    }

    /** The words of JSON in a text, behind what introduces it; null if there is none. */
    private @Nullable String nested(String text, int depth) {
        int start = text.startsWith("[") ? 0 : text.indexOf('{');
        if (start < 0 || !(text.endsWith("}") || text.endsWith("]"))) {
            return null;
        }
        JsonNode json = Json.read(text.substring(start).getBytes(StandardCharsets.UTF_8));
        String words = json.isContainerNode() ? words(json, depth + 1, false) : "";
        return words.isEmpty()
                ? null
                : joined(SEAM.matcher(text.substring(0, start)).replaceFirst(""), words);
    }

    private String object(JsonNode object, int depth, boolean single) {
        List<String> found = new ArrayList<>();
        List<String> maybeCodes = new ArrayList<>();
        for (String name : ErrorMembers.WORDS) {
            String words = words(object.path(name), depth + 1, false);
            if (words.isEmpty()) {
                continue;
            }
            boolean maybe = MAYBE_CODES.contains(name)
                    && object.path(name).isTextual()
                    && TOKEN.matcher(words).matches();
            (maybe ? maybeCodes : found).add(words);
        }
        collect(object, single);
        maybeCodes.stream()
                .filter(word -> !found.isEmpty() && !ErrorPhrases.isGeneric(word))
                .forEach(codes::add);
        found.addAll(maybeCodes);
        return joined(best(found), faults(object, depth));
    }

    /** Words of the service behind this one come last, so that its codes do. */
    private String faults(JsonNode object, int depth) {
        List<String> found = new ArrayList<>();
        for (String name : ErrorMembers.FAULTS) {
            JsonNode faults = object.path(name);
            String words = faults.isObject() ? named(faults, depth) : words(faults, depth + 1, true);
            if (!words.isEmpty()) {
                found.add(words);
            }
        }
        JsonNode behind = object.path("metadata");
        String upstream = words(behind.path("raw"), depth + 1, false);
        if (!upstream.isEmpty()) {
            return joined(behind.path("provider_name").asText(""), upstream);
        }
        return String.join("; ", found);
    }

    /** Faults by the name of what is wrong, or one fault that is no list. */
    private String named(JsonNode faults, int depth) {
        String whole = object(faults, depth + 1, true);
        if (!whole.isEmpty()) {
            return whole;
        }
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> fault : faults.properties()) {
            if (found.size() == MAX_ITEMS || isTired()) {
                break;
            }
            String words = words(fault.getValue(), depth + 1, true);
            if (!words.isEmpty()) {
                found.add(fault.getKey() + ": " + words);
            }
        }
        return String.join("; ", found);
    }

    private String list(JsonNode items, int depth) {
        List<String> found = new ArrayList<>();
        for (JsonNode item : items) {
            if (found.size() == MAX_ITEMS || isTired()) {
                break;
            }
            if (isInternal(item.path("@type").asText(""))) {
                continue;
            }
            String words = words(item, depth + 1, true);
            String location = location(item);
            if (!words.isEmpty()) {
                found.add(location.isEmpty() || words.contains(location) ? words : location + ": " + words);
            }
        }
        return String.join("; ", found);
    }

    private static boolean isInternal(String type) {
        return INTERNALS.stream().anyMatch(type::endsWith);
    }

    /** Where in the request a fault is; "body" alone says nothing. */
    private static String location(JsonNode item) {
        JsonNode source = item.path("source").path("pointer");
        String location = source.isTextual() ? source.textValue() : "";
        for (int i = 0; location.isEmpty() && i < ErrorMembers.LOCATIONS.size(); i++) {
            location = steps(item.path(ErrorMembers.LOCATIONS.get(i)));
        }
        return location.equals("body") ? "" : location;
    }

    private static String steps(JsonNode path) {
        if (!path.isArray()) {
            return path.isTextual() ? path.textValue() : "";
        }
        List<String> steps = new ArrayList<>();
        path.forEach(step -> steps.add(step.asText()));
        return String.join(".", steps);
    }

    /** The type of a single fault of many is that of a check, not a code. */
    private void collect(JsonNode object, boolean single) {
        ErrorMembers.CODES.forEach(name -> add(object.path(name)));
        if (object.path("details").isArray()) {
            String state = ErrorHints.stateOf(object.path("code"));
            if (state != null) {
                codes.add(state);
            }
        }
        for (String name : single ? List.<String>of() : ErrorMembers.TYPES) {
            JsonNode type = object.path(name);
            String word = type.isTextual() ? type.textValue().strip() : "";
            boolean code = name.equals("status")
                    ? NAME_OF_STATE.matcher(word).matches()
                    : TOKEN.matcher(word).matches() && !word.equals("error") && !word.equals("about:blank");
            if (code && codes.size() < MAX_CODES) {
                codes.add(word);
            }
        }
    }

    private void add(JsonNode code) {
        boolean word = code.isTextual() ? !code.textValue().isBlank() : code.isIntegralNumber();
        if (word && codes.size() < MAX_CODES) {
            codes.add(code.asText());
        }
    }

    private static String best(List<String> found) {
        return found.stream()
                .filter(words -> !ErrorPhrases.isGeneric(words))
                .findFirst()
                .orElse(found.isEmpty() ? "" : found.get(0));
    }

    /** The specific behind the general, of which nothing is kept that says nothing. */
    private static String joined(String general, String specific) {
        if (specific.isEmpty() || general.contains(specific)) {
            return general;
        }
        boolean silent = general.isBlank() || ErrorPhrases.isGeneric(general) || specific.contains(general);
        Matcher seam = SEAM.matcher(general);
        return silent ? specific : seam.replaceFirst("") + ": " + specific;
    }
}
