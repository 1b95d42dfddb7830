package io.github.rerank4j.internal;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.spi.RerankCall;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes credentials and the caller's texts out of a provider's words. A text counts as repeated where 16 characters in
 * a row stand in it too, or where the whole of it, if it has 6 or more, stands in the words.
 */
final class Redaction {

    private static final int SECRET = 6;
    private static final int WHOLE_TEXT = 6;
    private static final int RUN = 16;
    private static final int MAX_LENGTH = 500;
    private static final Pattern SEPARATORS = Pattern.compile("[\\s,;=/]+");
    private static final char MASK = '\u0000';

    private Redaction() {}

    /** The words on one line, at most 500 characters, without values of these headers or texts of this call. */
    static String of(String words, Collection<String> headerValues, RerankCall call) {
        String line = words.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        line = line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
        char[] masked = line.toCharArray();
        for (String secret : secrets(headerValues)) {
            maskAll(line, secret, masked);
        }
        maskTexts(line, texts(call), masked);
        return new String(masked).replaceAll(MASK + "+", "***");
    }

    private static List<String> secrets(Collection<String> headerValues) {
        List<String> secrets = new ArrayList<>();
        for (String value : headerValues) {
            for (String part : SEPARATORS.splitAsStream(value).toList()) {
                if (part.length() >= SECRET && !part.equals("application") && !part.equals("Bearer")) {
                    secrets.add(part);
                }
            }
        }
        return secrets;
    }

    private static List<String> texts(RerankCall call) {
        List<String> texts = new ArrayList<>();
        List<Content> contents = new ArrayList<>(call.documents());
        contents.add(call.query());
        for (Content content : contents) {
            if (content instanceof TextContent text) {
                texts.add(text.text());
            }
        }
        if (call.instruction() != null) {
            texts.add(call.instruction());
        }
        return texts;
    }

    private static void maskTexts(String line, List<String> texts, char[] masked) {
        Map<String, List<Integer>> runs = new HashMap<>();
        for (int i = 0; i + RUN <= line.length(); i++) {
            runs.computeIfAbsent(line.substring(i, i + RUN), run -> new ArrayList<>())
                    .add(i);
        }
        for (String text : texts) {
            if (text.length() >= WHOLE_TEXT && text.length() < RUN) {
                maskAll(line, text, masked);
            } else {
                maskRuns(text, runs, masked);
            }
        }
    }

    private static void maskRuns(String text, Map<String, List<Integer>> runs, char[] masked) {
        BitSet firsts = new BitSet();
        runs.keySet().forEach(run -> firsts.set(run.charAt(0)));
        for (int i = 0; i + RUN <= text.length(); i++) {
            if (firsts.get(text.charAt(i))) {
                for (int at : runs.getOrDefault(text.substring(i, i + RUN), List.of())) {
                    mask(masked, at, RUN);
                }
            }
        }
    }

    private static void maskAll(String line, String part, char[] masked) {
        for (int at = line.indexOf(part); at >= 0; at = line.indexOf(part, at + 1)) {
            mask(masked, at, part.length());
        }
    }

    private static void mask(char[] masked, int from, int length) {
        java.util.Arrays.fill(masked, from, from + length, MASK);
    }
}
