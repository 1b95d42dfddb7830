package io.github.rerank4j.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class RerankEvaluationTest {

    private static final ScriptedModel LAST_WORD = ScriptedModel.byLastWord();

    /** Four questions: two with an answer, one without, one that nobody has judged. */
    private static Judgments judgments() {
        return Judgments.builder()
                .query("q1", "first?")
                .query("q2", "second?")
                .query("q3", "nothing there?")
                .query("q4", "never judged?")
                .grade("q1", "a", 2)
                .grade("q1", "b", 1)
                .grade("q1", "z", 1)
                .grade("q2", "c", 1)
                .grade("q2", "d", -1)
                .markJudged("q3")
                .build();
    }

    private static Candidates candidates() {
        return Candidates.of(Map.of(
                "q1",
                        List.of(
                                new Candidate("x", "no 0.1"),
                                new Candidate("b", "some 0.5"),
                                new Candidate("a", "yes 0.9")),
                "q2", List.of(new Candidate("d", "against 0.7"), new Candidate("c", "for 0.2")),
                "q3", List.of(new Candidate("e", "nothing 0.3")),
                "q4", List.of(new Candidate("f", "unknown 0.4"))));
    }

    private static RerankEvaluation evaluation() {
        return RerankEvaluation.of(judgments()).candidates(candidates());
    }

    private static double value(EvaluationReport report, String model, String question, String metric) {
        return requireNonNull(values(report, model, question).get(metric));
    }

    private static Map<String, Double> values(EvaluationReport report, String model, String question) {
        return requireNonNull(report.model(model).perQuery().get(question));
    }

    private static TieEffect ties(EvaluationReport report, String model, String metric) {
        return requireNonNull(report.model(model).ties().get(metric));
    }

    @Test
    void models_are_ranked_on_the_same_candidates_and_retrieval_comes_first() {
        EvaluationReport report = evaluation().rerankers(Map.of("m", LAST_WORD)).run();

        assertThat(report.models()).extracting(ModelReport::name).containsExactly("retrieval", "m");
        assertThat(report.queries()).isEqualTo(2);
        assertThat(report.leftOut()).isEqualTo(1);
        // q1: b at 2 and a at 3 of x, b, a; z was not retrieved. q2: c at 2
        assertThat(value(report, "retrieval", "q1", "rr@10")).isEqualTo(0.5);
        assertThat(value(report, "retrieval", "q1", "map")).isCloseTo((1 / 2.0 + 2 / 3.0) / 3, within(1e-12));
        assertThat(value(report, "m", "q1", "rr@10")).isEqualTo(1);
        assertThat(value(report, "m", "q2", "rr@10")).isEqualTo(0.5);
        assertThat(report.model("m").metric("rr@10").mean()).isEqualTo(0.75);
        assertThat(report.model("m").perQuery()).containsOnlyKeys("q1", "q2");
    }

    @Test
    void the_ceiling_is_what_the_best_order_of_these_candidates_reaches() {
        EvaluationReport report =
                evaluation().metrics(List.of(Metric.recall(10), Metric.rr(10))).run();

        assertThat(report.ceiling()).containsEntry("rr@10", 1.0);
        assertThat(report.ceiling().get("recall@10")).isCloseTo((2 / 3.0 + 1) / 2, within(1e-12));
    }

    @Test
    void equal_scores_are_ranked_by_id_and_the_report_says_what_that_decides() {
        ScriptedModel allEqual = new ScriptedModel((query, text) -> text.startsWith("yes") ? -0.0 : 0.0);

        EvaluationReport report = evaluation().rerankers(Map.of("m", allEqual)).run();

        // x, b, a and d, c: by id, descending
        assertThat(value(report, "m", "q1", "rr@10")).isEqualTo(0.5);
        assertThat(value(report, "m", "q2", "rr@10")).isEqualTo(0.5);
        TieEffect ties = ties(report, "m", "rr@10");
        assertThat(ties.queries()).isEqualTo(2);
        assertThat(ties.worst()).isEqualTo((1 / 2.0 + 1 / 2.0) / 2);
        assertThat(ties.best()).isEqualTo(1);
        assertThat(ties(report, "retrieval", "rr@10").queries()).isZero();
    }

    @Test
    void the_lowest_grade_there_is_counts_as_judged() {
        Judgments judgments = Judgments.builder()
                .query("q", "?")
                .grade("q", "a", 1)
                .grade("q", "b", Integer.MIN_VALUE)
                .build();

        EvaluationReport report = RerankEvaluation.of(judgments)
                .candidates(Candidates.of(Map.of("q", List.of(new Candidate("a", "a"), new Candidate("b", "b")))))
                .run();

        assertThat(report.model("retrieval").judged()).containsEntry("judged@10", 1.0);
    }

    @Test
    void questions_without_a_relevant_candidate_are_named() {
        Judgments judgments = Judgments.builder()
                .query("q1", "found?")
                .grade("q1", "a", 1)
                .grade("q1", "z", 1)
                .query("q2", "missed?")
                .grade("q2", "z", 1)
                .query("q3", "missed by an empty search?")
                .grade("q3", "z", 1)
                .query("q4", "unanswerable?")
                .markJudged("q4")
                .build();
        List<Candidate> found = List.of(new Candidate("a", "0.1"));

        EvaluationReport report = RerankEvaluation.of(judgments)
                .candidates(Candidates.of(Map.of("q1", found, "q2", found, "q4", found)))
                .run();

        assertThat(report.missedQueries()).containsExactly("q2", "q3");
    }

    @ParameterizedTest
    @MethodSource("whatEveryQuestionWillMeet")
    void a_model_that_is_refused_whatever_it_is_asked_is_not_asked_again(RuntimeException refusal) {
        KeptResponses store = new KeptResponses();
        List<EvaluationProgress> progress = new ArrayList<>();
        ScriptedModel refused = new ScriptedModel((query, text) -> {
            throw refusal;
        });

        EvaluationReport report = evaluation()
                .rerankers(Map.of("m", refused))
                .store(store)
                .progress(progress::add)
                .run();

        assertThat(refused.asked).hasSize(1);
        assertThat(store.added).isOne();
        assertThat(report.model("m").failedQueries())
                .extracting(FailedQuery::id, FailedQuery::isAsked)
                .containsExactly(tuple("q1", true), tuple("q2", false), tuple("q3", false));
        assertThat(report.model("m").failedQueries().get(2).error())
                .startsWith("not asked, because the model had failed before: "
                        + refusal.getClass().getSimpleName());
        assertThat(report.model("m").hasAnswered()).isFalse();
        assertThat(progress).singleElement().satisfies(each -> {
            assertThat(each.allDone()).isEqualTo(3);
            assertThat(each.failed()).isEqualTo(3);
        });
    }

    static List<RuntimeException> whatEveryQuestionWillMeet() {
        return List.of(new AuthenticationException("no"), new ModelNotFoundException("no"));
    }

    @Test
    void a_refusal_after_an_answer_concerns_one_question() {
        ScriptedModel once = new ScriptedModel((query, text) -> {
            if (query.equals("second?")) {
                throw new AuthenticationException("no");
            }
            return 0.5;
        });

        EvaluationReport report = evaluation().rerankers(Map.of("m", once)).run();

        assertThat(once.asked).hasSize(3);
        assertThat(report.model("m").failedQueries())
                .extracting(FailedQuery::id)
                .containsExactly("q2");
    }

    @Test
    void the_share_of_judged_documents_is_reported_for_each_cut_off() {
        EvaluationReport report = evaluation()
                .metrics(List.of(Metric.ndcg(10), Metric.success(1)))
                .run();

        assertThat(report.model("retrieval").judged()).containsOnlyKeys("judged@1", "judged@10");
        assertThat(report.model("retrieval").judged().get("judged@10")).isCloseTo((2 / 3.0 + 1) / 2, within(1e-12));
        assertThat(report.model("retrieval").judged().get("judged@1")).isEqualTo(0.5);
        assertThat(evaluation()
                        .metrics(List.of(Metric.map()))
                        .run()
                        .model("retrieval")
                        .judged())
                .containsOnlyKeys("judged@10");
    }

    @Test
    void unanswerable_questions_are_asked_and_unjudged_ones_never() {
        ScriptedModel model = ScriptedModel.byLastWord();

        evaluation().rerankers(Map.of("m", model)).run();

        assertThat(model.asked).containsExactlyInAnyOrder("first?", "second?", "nothing there?");
    }

    @Test
    void a_judged_question_without_candidates_counts_0_and_is_not_asked() {
        ScriptedModel model = ScriptedModel.byLastWord();
        Candidates some = Candidates.of(Map.of("q1", candidates().documents("q1")));

        EvaluationReport report = RerankEvaluation.of(judgments())
                .candidates(some)
                .rerankers(Map.of("m", model))
                .run();

        assertThat(model.asked).containsExactly("first?");
        assertThat(values(report, "m", "q2").values()).containsOnly(0.0);
        assertThat(report.model("m").failedQueries()).isEmpty();
        assertThat(report.model("m").metric("rr@10").mean()).isEqualTo(0.5);
    }

    @Test
    void one_failing_question_counts_0_is_listed_and_ends_nothing() {
        ScriptedModel model = new ScriptedModel((query, text) -> {
            if (query.equals("first?")) {
                throw new IllegalStateException("out of\norder");
            }
            return 1.0;
        });

        EvaluationReport report = evaluation().rerankers(Map.of("m", model)).run();

        assertThat(report.hasFailures()).isTrue();
        assertThat(report.model("m").failedQueries()).singleElement().satisfies(failed -> {
            assertThat(failed.id()).isEqualTo("q1");
            assertThat(failed.error()).isEqualTo("IllegalStateException: out of order");
        });
        assertThat(values(report, "m", "q1").values()).containsOnly(0.0);
        assertThat(value(report, "m", "q2", "rr@10")).isPositive();
        assertThat(model.asked).hasSize(3);
    }

    @Test
    void an_error_and_scores_that_are_too_few_are_failures_of_their_question() {
        ScoringModel broken = new ScriptedModel((query, text) -> 1.0) {
            @Override
            public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
                if (query.equals("first?")) {
                    throw new StackOverflowError();
                }
                return Response.from(List.of());
            }
        };

        EvaluationReport report = evaluation().rerankers(Map.of("m", broken)).run();

        assertThat(report.model("m").failedQueries()).hasSize(3);
    }

    @Test
    void a_model_has_at_most_so_many_questions_at_a_time_and_the_first_one_alone() {
        AtomicInteger underway = new AtomicInteger();
        List<Integer> seen = new ArrayList<>();
        CyclicBarrier three = new CyclicBarrier(3);
        AtomicInteger calls = new AtomicInteger();
        ScoringModel model = new ScriptedModel((query, text) -> 1.0) {
            @Override
            public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
                synchronized (seen) {
                    seen.add(underway.incrementAndGet());
                }
                try {
                    if (calls.getAndIncrement() > 0) {
                        three.await(30, TimeUnit.SECONDS); // three must be here together
                    }
                } catch (Exception late) {
                    throw new IllegalStateException(late);
                } finally {
                    underway.decrementAndGet();
                }
                return super.scoreAll(segments, query);
            }
        };

        EvaluationReport report =
                many(10).concurrency(3).rerankers(Map.of("m", model)).run();

        assertThat(report.hasFailures()).isFalse();
        assertThat(seen.get(0)).isEqualTo(1);
        assertThat(seen).allMatch(number -> number <= 3);
    }

    private static RerankEvaluation many(int questions) {
        Judgments.Builder judgments = Judgments.builder();
        Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
        for (int i = 0; i < questions; i++) {
            String id = "q" + i;
            judgments.query(id, "question " + i).grade(id, "a", 1);
            candidates.put(id, List.of(new Candidate("b", "wrong 0.1"), new Candidate("a", "right 0.9")));
        }
        return RerankEvaluation.of(judgments.build()).candidates(Candidates.of(candidates));
    }

    @Test
    void models_are_asked_side_by_side() {
        CyclicBarrier both = new CyclicBarrier(2);
        ScriptedModel meeting = new ScriptedModel((query, text) -> {
            try {
                both.await(30, TimeUnit.SECONDS);
            } catch (Exception alone) {
                throw new IllegalStateException(alone);
            }
            return 1.0;
        });

        EvaluationReport report =
                many(1).rerankers(Map.of("one", meeting, "two", meeting)).run();

        assertThat(report.hasFailures()).isFalse();
    }

    @Test
    void answers_are_kept_and_a_second_run_asks_nothing() {
        KeptResponses store = new KeptResponses();
        ScriptedModel model = ScriptedModel.byLastWord();
        EvaluationReport first =
                evaluation().store(store).rerankers(Map.of("m", model)).run();
        model.asked.clear();

        EvaluationReport second =
                evaluation().store(store).rerankers(Map.of("m", model)).run();

        assertThat(store.added).isEqualTo(3);
        assertThat(model.asked).isEmpty();
        assertThat(second.model("m").metric("ndcg@10").mean())
                .isEqualTo(first.model("m").metric("ndcg@10").mean());
        assertThat(second.model("m").tokens()).hasValue(30);
        assertThat(second.model("m").asked()).hasValue(0);
    }

    @Test
    void failures_are_asked_again_and_scores_of_other_candidates_are_not_taken() {
        KeptResponses store = new KeptResponses();
        JudgedQuery first = judgments().query("q1");
        JudgedQuery second = judgments().query("q2");
        store.add(
                "m",
                first,
                candidates().documents("q1"),
                KeptResponse.failed("busy").requests(3));
        store.add(
                "m",
                second,
                candidates().documents("q2"),
                KeptResponse.scored(List.of(1.0)).requests(1));
        ScriptedModel model = ScriptedModel.byLastWord();
        RerankEvaluation evaluation = evaluation().store(store).rerankers(Map.of("m", model));

        assertThat(evaluation.plan()).singleElement().satisfies(plan -> {
            assertThat(plan.queries()).isEqualTo(3);
            assertThat(plan.known()).isZero();
            assertThat(plan.documents()).isEqualTo(6);
            assertThat(plan.estimatedTokens()).isPositive();
        });
        EvaluationReport report = evaluation.run();

        assertThat(model.asked).hasSize(3);
        assertThat(report.hasFailures()).isFalse();
    }

    @Test
    void a_store_that_cannot_keep_an_answer_ends_the_run_with_its_own_exception() {
        KeptResponses full = new KeptResponses() {
            @Override
            public void add(String model, JudgedQuery question, List<Candidate> candidates, KeptResponse answer) {
                throw new IllegalStateException("disk full");
            }
        };

        assertThatThrownBy(() -> evaluation()
                        .store(full)
                        .rerankers(Map.of("m", LAST_WORD))
                        .run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("disk full");
    }

    @Test
    void progress_is_told_after_each_question_and_may_throw() {
        List<EvaluationProgress> told = new ArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        List<Throwable> reported = new ArrayList<>();
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> reported.add(failure));
        try {
            evaluation()
                    .concurrency(1)
                    .progress(progress -> {
                        told.add(progress);
                        throw new IllegalStateException("no terminal");
                    })
                    .rerankers(Map.of("m", LAST_WORD))
                    .run();
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(before);
        }

        assertThat(told).extracting(EvaluationProgress::done).containsExactly(1, 2, 3);
        assertThat(told).allSatisfy(progress -> {
            assertThat(progress.model()).isEqualTo("m");
            assertThat(progress.total()).isEqualTo(3);
            assertThat(progress.allTotal()).isEqualTo(3);
            assertThat(progress.failed()).isZero();
        });
        assertThat(reported).hasSize(3);
    }

    @Test
    void cancelling_ends_the_run_interrupts_the_calls_and_keeps_what_has_come() throws InterruptedException {
        KeptResponses store = new KeptResponses();
        CountDownLatch interrupted = new CountDownLatch(1);
        RerankEvaluation evaluation = many(5).concurrency(1).store(store);
        ScriptedModel model = new ScriptedModel((query, text) -> {
            if (query.equals("question 1")) {
                evaluation.cancel();
                try {
                    new CountDownLatch(1).await(); // for ever, but for the interrupt
                } catch (InterruptedException expected) {
                    interrupted.countDown();
                }
            }
            return 1.0;
        });

        assertThatThrownBy(() -> evaluation.rerankers(Map.of("m", model)).run())
                .isInstanceOf(CancellationException.class);

        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(store.added).isEqualTo(1);
        assertThatThrownBy(evaluation::run).isInstanceOf(CancellationException.class);
    }

    @Test
    void an_interrupt_cancels_and_the_flag_is_there_again() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> evaluation().rerankers(Map.of("m", LAST_WORD)).run())
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_model_that_never_answers_fails_when_its_time_is_up() {
        ScriptedModel silent = new ScriptedModel((query, text) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                Thread.currentThread().interrupt();
            }
            return 1.0;
        });

        EvaluationReport report = many(1).callTimeout(Duration.ofMillis(50))
                .rerankers(Map.of("m", silent))
                .run();

        assertThat(report.model("m").failedQueries())
                .singleElement()
                .satisfies(failed -> assertThat(failed.error()).contains("TimeoutException"));
    }

    @Test
    void cost_is_unknown_where_nobody_counts() {
        EvaluationReport report = evaluation().rerankers(Map.of("m", LAST_WORD)).run();

        assertThat(report.model("m").requests()).isEmpty();
        assertThat(report.model("m").asked()).isEmpty();
        assertThat(report.model("m").tokens()).hasValue(30);
        assertThat(report.model("m").pricePerThousandQueries()).isEmpty();
        assertThat(report.model("retrieval").requests()).hasValue(0);
        assertThat(report.model("retrieval").pricePerThousandQueries()).isEmpty();
    }

    @Test
    void the_price_of_a_thousand_questions_follows_from_the_tokens_of_those_asked() {
        EvaluationReport report = evaluation()
                .prices(Map.of("m", Price.perMillionTokens(5)))
                .rerankers(Map.of("m", LAST_WORD))
                .run();

        assertThat(report.model("m").pricePerThousandQueries().orElseThrow())
                .isCloseTo(10 * 1_000 * 5 / 1e6, within(1e-9));
    }

    @Test
    void the_first_call_of_a_model_is_not_timed() {
        EvaluationReport report = evaluation().rerankers(Map.of("m", LAST_WORD)).run();

        assertThat(report.model("m").latency()).hasValueSatisfying(latency -> {
            assertThat(latency.calls()).isEqualTo(2);
            assertThat(latency.p50()).isPositive();
            assertThat(latency.p95()).isGreaterThanOrEqualTo(latency.p50());
        });
        assertThat(report.model("retrieval").latency()).isEmpty();
    }

    @Test
    void percentiles_are_those_of_the_kept_times() {
        KeptResponses store = new KeptResponses();
        RerankEvaluation evaluation = many(100).store(store).rerankers(Map.of("m", LAST_WORD));
        for (int i = 0; i < 100; i++) {
            store.add(
                    "m",
                    new JudgedQuery("q" + i, "question " + i),
                    List.of(new Candidate("b", "wrong 0.1"), new Candidate("a", "right 0.9")),
                    KeptResponse.scored(List.of(0.1, 0.9)).millis(100 - i));
        }

        Latency latency = evaluation.run().model("m").latency().orElseThrow();

        assertThat(latency.p50()).isEqualTo(50);
        assertThat(latency.p95()).isEqualTo(95);
    }

    @Test
    void wrong_configuration_is_refused_before_anybody_is_asked() {
        ScriptedModel model = ScriptedModel.byLastWord();

        assertThatThrownBy(() -> RerankEvaluation.of(judgments()).run()).hasMessageContaining("candidates");
        assertThatThrownBy(() -> RerankEvaluation.of(judgments())
                        .candidates(Candidates.of(Map.of("1", candidates().documents("q1"))))
                        .run())
                .hasMessageContaining("same ids");
        assertThatThrownBy(() ->
                        evaluation().rerankers(Map.of("m", model)).baseline("n").run())
                .hasMessageContainingAll("baseline", "\"n\"", "retrieval, m");
        assertThatThrownBy(() -> evaluation()
                        .rerankers(Map.of("m", model))
                        .prices(Map.of("n", Price.perMillionTokens(1)))
                        .plan())
                .hasMessageContainingAll("prices", "\"n\"");
        assertThatThrownBy(() -> evaluation().rerankers(Map.of("retrieval", model)))
                .hasMessageContaining("retrieval");
        assertThatThrownBy(() -> evaluation().rerankers(Map.of(" ", model)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> evaluation().metrics(List.of())).hasMessageContaining("ndcg@10");
        assertThatThrownBy(() -> evaluation().concurrency(0)).hasMessageContaining("concurrency");
        assertThatThrownBy(() -> evaluation().callTimeout(Duration.ZERO)).hasMessageContaining("callTimeout");
        assertThatThrownBy(() ->
                        RerankEvaluation.of(Judgments.builder().query("q", "?").build()))
                .hasMessageContaining("no judged question");
        assertThat(model.asked).isEmpty();
    }

    @Test
    void the_same_answers_and_seed_make_the_same_report() {
        EvaluationReport one = noisy().seed(3).run();
        EvaluationReport other = noisy().seed(3).run();
        EvaluationReport another = noisy().seed(4).run();

        assertThat(one.models())
                .extracting(ModelReport::metrics)
                .hasToString(other.models().stream()
                        .map(ModelReport::metrics)
                        .toList()
                        .toString());
        assertThat(one.comparisons()).hasToString(other.comparisons().toString());
        assertThat(one.model("good").metric("ndcg@10").low())
                .isNotEqualTo(another.model("good").metric("ndcg@10").low());
    }

    /** A good model, a bad one, and one like the good one, on 60 questions with ten candidates. */
    private static RerankEvaluation noisy() {
        Random random = new Random(5);
        Judgments.Builder judgments = Judgments.builder();
        Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
            String id = "q" + i;
            int right = random.nextInt(10);
            judgments.query(id, "question " + i).grade(id, "d" + right, 1);
            List<Candidate> documents = new ArrayList<>();
            for (int d = 0; d < 10; d++) {
                double score = (d == right ? 1 : 0) + random.nextGaussian() / 2;
                documents.add(new Candidate("d" + d, "document " + score));
            }
            candidates.put(id, documents);
        }
        Map<String, ScoringModel> models = new LinkedHashMap<>();
        models.put("good", ScriptedModel.byLastWord());
        models.put(
                "bad",
                new ScriptedModel((query, text) -> -Double.parseDouble(text.substring(text.lastIndexOf(' ') + 1))));
        models.put("same", ScriptedModel.byLastWord());
        return RerankEvaluation.of(judgments.build())
                .candidates(Candidates.of(candidates))
                .rerankers(models);
    }

    @Test
    void every_two_models_are_compared_by_every_metric() {
        EvaluationReport report = noisy().run();

        assertThat(report.comparisons()).hasSize(6 * 6);
        Comparison better = report.comparison("retrieval", "good", "ndcg@10");
        assertThat(better.difference())
                .isCloseTo(
                        report.model("good").metric("ndcg@10").mean()
                                - report.model("retrieval").metric("ndcg@10").mean(),
                        within(1e-12));
        assertThat(better.difference()).isPositive();
        assertThat(better.low()).isPositive().isLessThan(better.difference());
        assertThat(better.high()).isGreaterThan(better.difference());
        assertThat(better.isSignificant()).isTrue();
        assertThat(better.adjustedPValue()).isGreaterThanOrEqualTo(better.pValue());
        assertThat(better.queries()).isEqualTo(60);
        assertThat(better.neededQueries().orElseThrow()).isLessThan(60);

        Comparison reversed = report.comparison("good", "retrieval", "ndcg@10");
        assertThat(reversed.difference()).isEqualTo(-better.difference());
        assertThat(reversed.low()).isEqualTo(-better.high());

        Comparison none = report.comparison("good", "same", "ndcg@10");
        assertThat(none.difference()).isZero();
        assertThat(none.pValue()).isEqualTo(1);
        assertThat(none.differing()).isZero();
        assertThat(none.neededQueries()).isEmpty();
        assertThatThrownBy(() -> report.comparison("good", "good", "ndcg@10"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> report.comparison("good", "bad", "ndcg@11")).hasMessageContaining("ndcg@11");
        assertThatThrownBy(() -> report.comparison("good", "none", "ndcg@10")).hasMessageContaining("\"none\"");
    }

    @Test
    void losses_are_shown_against_the_baseline_worst_first() {
        EvaluationReport report = noisy().baseline("good").run();

        List<WorstLoss> losses = report.model("bad").worstLosses();

        assertThat(losses).hasSize(3).allSatisfy(loss -> {
            assertThat(loss.modelValue()).isLessThan(loss.baselineValue());
            assertThat(loss.relevantCandidate()).isPresent();
            assertThat(loss.modelRank()).isGreaterThan(loss.baselineRank());
            assertThat(loss.topCandidate()).isPresent();
        });
        assertThat(losses)
                .isSortedAccordingTo((one, other) -> Double.compare(
                        one.modelValue() - one.baselineValue(), other.modelValue() - other.baselineValue()));
        assertThat(report.model("good").worstLosses()).isEmpty();
        assertThat(report.model("same").worstLosses()).isEmpty();
    }

    @Test
    void runs_hold_the_scores_that_came() {
        EvaluationReport report = evaluation().rerankers(Map.of("m", LAST_WORD)).run();

        TrecRun run = report.model("m").run().orElseThrow();

        assertThat(run.scores("q1")).containsExactly(Map.entry("a", 0.9), Map.entry("b", 0.5), Map.entry("x", 0.1));
        assertThat(run.queryIds()).containsExactly("q1", "q2", "q3");
        assertThat(report.model("retrieval").run().orElseThrow().documentIds("q1"))
                .containsExactly("x", "b", "a");
    }
}
