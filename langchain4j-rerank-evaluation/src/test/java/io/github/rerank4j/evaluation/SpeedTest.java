package io.github.rerank4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.evaluation.report.ReportFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedTest {

    private static final int QUESTIONS = 200;
    private static final int CANDIDATES = 50;
    private static final List<String> MODELS = List.of("one", "two", "three", "four");

    @TempDir
    private Path folder;

    /** Answers are there, so that this thread does nothing but statistics and the report; other work does not count. */
    @Test
    void statistics_and_report_of_200_questions_50_candidates_and_4_models_take_less_than_two_seconds()
            throws IOException {
        Random random = new Random(1);
        KeptAnswers store = new KeptAnswers();
        RerankEvaluation evaluation = evaluation(random, store);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();

        ReportFolder.of(evaluation.run()).write(folder);

        long spent = threads.getCurrentThreadCpuTime() - before;
        // twice as much, because coverage is measured too
        assertThat(Duration.ofNanos(spent)).isLessThan(Duration.ofSeconds(4));
    }

    private static RerankEvaluation evaluation(Random random, KeptAnswers store) {
        Judgments.Builder judgments = Judgments.builder();
        Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
        Map<String, ScoringModel> models = new LinkedHashMap<>();
        MODELS.forEach(name -> models.put(name, ScriptedModel.byLastWord()));
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = new Question("q" + i, "question " + i);
            judgments.question(question.id(), question.text());
            List<Candidate> documents = new ArrayList<>();
            for (int d = 0; d < CANDIDATES; d++) {
                documents.add(new Candidate("d" + d, "document " + random.nextGaussian()));
            }
            for (int right = 0; right < 3; right++) {
                judgments.grade(question.id(), "d" + (i + 7 * right) % CANDIDATES, 1 + right);
            }
            candidates.put(question.id(), documents);
            MODELS.forEach(name -> store.add(
                    name,
                    question,
                    documents,
                    Answer.scored(random.doubles(CANDIDATES).boxed().toList())));
        }
        return RerankEvaluation.of(judgments.build())
                .candidates(Candidates.of(candidates))
                .answers(store)
                .rerankers(models);
    }
}
