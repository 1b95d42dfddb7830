package io.github.rerank4j.examples.rag;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Passages in two languages, and questions with the passages that answer them.
 *
 * <p>A folder per language holds Markdown files whose passages begin with {@code ## id title} and end at a blank line;
 * {@code questions.tsv} has the columns id, language, question, and the ids of the right passages.
 */
record KnowledgeBase(List<Passage> passages, List<Question> questions) {

    private static final Pattern PASSAGE = Pattern.compile("## (\\S+) ([^\\r\\n]+)\\R(.+)", Pattern.DOTALL);
    private static final int COLUMNS = 4;

    KnowledgeBase {
        passages = List.copyOf(passages);
        questions = List.copyOf(questions);
    }

    /** The one that comes with this example. */
    static KnowledgeBase load() {
        URL folder = KnowledgeBase.class.getResource("/knowledge");
        if (folder == null) {
            throw new IllegalStateException("the folder \"knowledge\" is missing on the class path");
        }
        try {
            return load(folder.toURI());
        } catch (IOException e) {
            throw new UncheckedIOException("the knowledge base cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the knowledge base has no readable address", e);
        }
    }

    private static KnowledgeBase load(URI folder) throws IOException {
        if (!folder.getScheme().equals("jar")) {
            return read(Path.of(folder));
        }
        try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
            return read(jar.getPath("/knowledge"));
        }
    }

    private static KnowledgeBase read(Path folder) throws IOException {
        List<Passage> passages = new ArrayList<>();
        for (Language language : Language.values()) {
            for (Path file : files(folder.resolve(language.code()))) {
                passages.addAll(passages(language, Files.readString(file)));
            }
        }
        List<String> lines = Files.readAllLines(folder.resolve("questions.tsv"));
        return new KnowledgeBase(
                passages, lines.stream().skip(1).map(KnowledgeBase::question).toList());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
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

    List<Passage> passages(Language language) {
        return passages.stream()
                .filter(passage -> passage.language() == language)
                .toList();
    }
}
