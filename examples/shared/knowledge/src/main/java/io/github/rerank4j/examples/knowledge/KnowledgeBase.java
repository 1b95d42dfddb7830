package io.github.rerank4j.examples.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Passages in two languages, and questions with the passages that answer them.
 *
 * <p>A folder per language holds Markdown files whose passages begin with {@code ## id title} and end at a blank line;
 * {@code files.txt} lists these files, and {@code questions.tsv} has the columns id, language, question, and the ids of the right passages.
 */
public record KnowledgeBase(List<Passage> passages, List<Question> questions) {

    private static final Pattern PASSAGE = Pattern.compile("## (\\S+) ([^\\r\\n]+)\\R(.+)", Pattern.DOTALL);
    private static final int COLUMNS = 4;

    public KnowledgeBase {
        passages = List.copyOf(passages);
        questions = List.copyOf(questions);
    }

    /** The one that comes with these examples. */
    public static KnowledgeBase load() {
        List<Passage> passages = new ArrayList<>();
        for (String file : resource("files.txt").lines().toList()) {
            Language language = Language.coded(file.substring(0, file.indexOf('/')));
            passages.addAll(passages(language, resource(file)));
        }
        List<Question> questions = resource("questions.tsv")
                .lines()
                .skip(1)
                .map(KnowledgeBase::question)
                .toList();
        return new KnowledgeBase(passages, questions);
    }

    private static String resource(String name) {
        try (InputStream file = KnowledgeBase.class.getResourceAsStream("/knowledge/" + name)) {
            if (file == null) {
                throw new IllegalStateException("knowledge/" + name + " is missing on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the knowledge base cannot be read", e);
        }
    }

    static List<Passage> passages(Language language, String markdown) {
        return Pattern.compile("\\R\\s*\\R")
                .splitAsStream(markdown.strip())
                .map(block -> passage(language, block))
                .toList();
    }

    private static Passage passage(Language language, String block) {
        Matcher parts = PASSAGE.matcher(block);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a passage must begin with \"## id title\", but this one does not: "
                    + block.lines().findFirst().orElse(""));
        }
        return new Passage(parts.group(1), language, parts.group(2), parts.group(3));
    }

    static Question question(String line) {
        List<String> columns = List.of(line.split("\t", -1));
        if (columns.size() != COLUMNS) {
            throw new IllegalArgumentException(
                    "a question has " + COLUMNS + " columns, but this one does not: " + line);
        }
        return new Question(
                columns.get(0),
                Language.coded(columns.get(1)),
                columns.get(2),
                List.of(columns.get(3).split(",")));
    }

    /** The passages of one language. */
    public List<Passage> passages(Language language) {
        return passages.stream()
                .filter(passage -> passage.language() == language)
                .toList();
    }
}
