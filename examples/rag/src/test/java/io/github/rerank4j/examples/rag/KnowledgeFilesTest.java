package io.github.rerank4j.examples.rag;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import io.github.rerank4j.examples.knowledge.Language;
import io.github.rerank4j.examples.knowledge.Passage;
import io.github.rerank4j.examples.knowledge.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeFilesTest {

    private static final KnowledgeBase KNOWLEDGE = new KnowledgeBase(
            List.of(
                    new Passage("p-1", Language.ENGLISH, "Tokens", "A \"token\" lives for a quarter of an hour."),
                    new Passage("p-2", Language.ENGLISH, "Backups", "Backups are made at night.")),
            List.of(new Question("q-1", Language.ENGLISH, "when are backups made", List.of("p-2", "p-1"))));

    @TempDir
    private Path folder;

    @Test
    void documents_questions_and_judgements_are_in_the_form_of_beir() throws IOException {
        new KnowledgeFiles(KNOWLEDGE).write(folder);

        assertThat(folder.resolve("corpus.jsonl")).hasContent("""
                        {"_id":"p-1","title":"Tokens","text":"A \\"token\\" lives for a quarter of an hour."}
                        {"_id":"p-2","title":"Backups","text":"Backups are made at night."}""");
        assertThat(folder.resolve("queries.jsonl")).hasContent("{\"_id\":\"q-1\",\"text\":\"when are backups made\"}");
        assertThat(folder.resolve("qrels/test.tsv")).hasContent("query-id\tcorpus-id\tscore\nq-1\tp-2\t1\nq-1\tp-1\t1");
    }
}
