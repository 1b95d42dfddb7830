package io.github.rerank4j.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/**
 * Documents in which no character comes twice, in rising order, so that a piece of text tells where it was cut from.
 * Every third character takes two UTF-16 units.
 */
final class Corpus {

    private static final int ONE_UNIT = 0x3400;
    private static final int TWO_UNITS = 0x20000;

    private Corpus() {}

    /** Documents of so many characters each. */
    static List<String> of(List<Integer> lengths) {
        List<String> documents = new ArrayList<>();
        int next = 0;
        for (int length : lengths) {
            StringBuilder document = new StringBuilder();
            for (int i = 0; i < length; i++, next++) {
                document.appendCodePoint(next % 3 == 2 ? TWO_UNITS + next : ONE_UNIT + next);
            }
            documents.add(document.toString());
        }
        return documents;
    }

    /** Where a character stands in the whole corpus. */
    static int place(int character) {
        return character >= TWO_UNITS ? character - TWO_UNITS : character - ONE_UNIT;
    }

    /** As much of a document as fits without half a character. */
    static String head(String document, int room) {
        if (document.length() <= room) {
            return document;
        }
        boolean half = Character.isHighSurrogate(document.charAt(room - 1));
        return document.substring(0, half ? room - 1 : room);
    }

    /** For each document the passages that were cut from it, in the order they were sent. */
    static List<List<String>> passages(List<String> documents, List<String> sent) {
        List<List<String>> ofDocuments = new ArrayList<>();
        int next = 0;
        for (String document : documents) {
            int from = next;
            while (next < sent.size() && document.contains(sent.get(next))) {
                next++;
            }
            ofDocuments.add(sent.subList(from, next));
        }
        assertThat(next)
                .as("passages that belong to a document, in document order")
                .isEqualTo(sent.size());
        return ofDocuments;
    }

    /** Checks that passages begin at the start, follow each other without a gap, cut no character and reach the end. */
    static void requireCovered(String document, List<String> passages) {
        int start = -1;
        int end = 0;
        for (String passage : passages) {
            int next = document.indexOf(passage);
            assertThat(next).isGreaterThan(start).isLessThanOrEqualTo(end);
            assertThat(Character.isLowSurrogate(passage.charAt(0))).isFalse();
            assertThat(Character.isHighSurrogate(passage.charAt(passage.length() - 1)))
                    .isFalse();
            assertThat(next + passage.length()).isGreaterThan(end);
            start = next;
            end = next + passage.length();
        }
        assertThat(end).isEqualTo(document.length());
    }
}
