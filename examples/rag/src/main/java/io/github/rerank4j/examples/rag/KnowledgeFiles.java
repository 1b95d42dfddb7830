package io.github.rerank4j.examples.rag;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import io.github.rerank4j.examples.knowledge.Passage;
import io.github.rerank4j.examples.knowledge.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the knowledge base as a folder of the form of BEIR, which {@code rerank4j evaluate --data FOLDER} reads. */
public final class KnowledgeFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KnowledgeBase knowledge;

    KnowledgeFiles(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
    }

    /** Writes them; takes the folder. */
    public static void main(String[] args) throws IOException {
        new KnowledgeFiles(KnowledgeBase.load()).write(Path.of(args[0]));
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("qrels"));
        Files.write(folder.resolve("corpus.jsonl"), corpus());
        Files.write(folder.resolve("queries.jsonl"), queries());
        Files.write(folder.resolve("qrels").resolve("test.tsv"), judgements());
    }

    private List<String> corpus() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Passage passage : knowledge.passages()) {
            lines.add(line("_id", passage.id(), "title", passage.title(), "text", passage.text()));
        }
        return lines;
    }

    private List<String> queries() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Question question : knowledge.questions()) {
            lines.add(line("_id", question.id(), "text", question.text()));
        }
        return lines;
    }

    private static String line(String... namesAndTexts) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            fields.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return JSON.writeValueAsString(fields);
    }

    private List<String> judgements() {
        List<String> lines = new ArrayList<>(List.of("query-id\tcorpus-id\tscore"));
        for (Question question : knowledge.questions()) {
            question.rightPassages().forEach(passage -> lines.add(question.id() + "\t" + passage + "\t1"));
        }
        return lines;
    }
}
