package io.github.rerank4j.benchmarks.harness;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One line between the benchmark and a child process: a verb, and named values without blanks. */
record Message(String verb, Map<String, String> values) {

    static Message of(String verb) {
        return new Message(verb, Map.of());
    }

    static Message parse(String line) {
        String[] words = line.split(" ", -1);
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return new Message(words[0], values);
    }

    Message with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value.toString().replaceAll("\\s+", "_"));
        return new Message(verb, more);
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in: " + line());
        }
        return value;
    }

    double number(String name) {
        return Double.parseDouble(text(name));
    }

    int whole(String name) {
        return Integer.parseInt(text(name));
    }

    String line() {
        return values.entrySet().stream()
                .map(value -> " " + value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining("", verb, ""));
    }
}
