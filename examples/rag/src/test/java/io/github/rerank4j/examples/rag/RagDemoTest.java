package io.github.rerank4j.examples.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import io.github.rerank4j.examples.knowledge.Language;
import io.github.rerank4j.examples.knowledge.Question;
import io.github.rerank4j.examples.knowledge.SearchIndex;
import io.github.rerank4j.examples.knowledge.StandIn;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RagDemoTest {

    private static final List<String> TOPICS =
            List.of("en-auth", "en-jobs", "en-sched", "zh-auth", "zh-queue", "zh-worker");
    private static final List<String> QUESTIONS =
            List.of("q-en-02", "q-en-21", "q-en-26", "q-zh-02", "q-zh-18", "q-zh-21");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void without_keys_it_ranks_with_all_three_models_and_says_that_it_is_no_real_one() {
        boolean succeeded = run(Map.of(), few(KnowledgeBase.load()), SearchIndex::model);

        assertThat(succeeded).as(output()).isTrue();
        assertThat(output())
                .contains("Reranking 41 passages for 6 questions")
                .contains("NOT the provider's model")
                .containsPattern(
                        "Tencent +a stand-in: a local server at http://127\\.0\\.0\\.1:\\d+ that scores by token matching")
                .contains("untrained late interaction", "perhaps no improvement", "flatter it")
                .contains("3 English", "3 Chinese", "all 6")
                .containsPattern("Tencent +6 +[\\d,]+ +[\\d.]+ ms +[\\d.]+ ms +[\\d.]+ s +[\\d.]+ s")
                .containsPattern("SiliconFlow +6 +[\\d,]+ ")
                .containsPattern("Generic +6 +not reported ")
                .contains("3 of 3 providers answered.")
                .doesNotContain("FAILED");
    }

    @Test
    void the_classic_can_be_chosen_as_the_stand_in() {
        assertThat(run(Map.of(StandIn.VARIABLE, "bm25"))).as(output()).isTrue();

        assertThat(output()).contains("that scores by BM25").doesNotContain("token matching over");
    }

    @Test
    void a_stand_in_that_there_is_not_is_a_mistake() {
        assertThatThrownBy(() -> run(Map.of(StandIn.VARIABLE, "magic")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("RERANK_STAND_IN is \"magic\": set it to maxsim or word-overlap or bm25, or leave it out");
    }

    @Test
    void its_lines_fit_into_100_columns_and_none_is_ever_overwritten() {
        run(Map.of(), someQuestions(KnowledgeBase.load()), language -> new HashedTerms());

        assertThat(output()).doesNotContain("\r", "\u001b", "\ufffd");
        assertThat(output().lines())
                .allSatisfy(line -> assertThat(Layout.width(line)).isLessThanOrEqualTo(Layout.LINE));
    }

    @Test
    void a_server_named_in_the_environment_is_asked_instead() {
        try (LocalRerankServer server = LocalRerankServer.builder()
                .scorer(RagDemoTest::inTheOrderFound)
                .apiKey("sk-example")
                .start()) {

            boolean succeeded =
                    run(Map.of("RERANK_BASE_URL", server.url(), "RERANK_API_KEY", "sk-example", "RERANK_MODEL", "any"));

            assertThat(succeeded).as(output()).isTrue();
            assertThat(output())
                    .contains("the real service at " + server.url() + ", dialect envelope, model any")
                    .contains("Generic: the same in English, the same in Chinese.");
            assertThat(server.requestCount()).isEqualTo(2 * QUESTIONS.size());
        }
    }

    @Test
    void a_provider_that_fails_is_reported_and_the_others_go_on() {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.respondWith(request -> ScriptedReply.json(401, "{\"message\": \"who are you?\"}"));

            boolean succeeded = run(Map.of("RERANK_BASE_URL", server.url(), "RERANK_MODEL", "any"));

            assertThat(succeeded).isFalse();
            assertThat(output())
                    .containsPattern("(?s)Generic +FAILED AuthenticationException: .*401.*who\\s+are\\s+you\\?")
                    .contains("2 of 3 providers answered.")
                    .containsPattern("SiliconFlow +6 ");
        }
    }

    @Test
    void a_failure_in_the_chain_is_reported_too() {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.respondWith(request -> server.requestCount() > QUESTIONS.size()
                    ? ScriptedReply.json(401, "{\"message\": \"not any more\"}")
                    : ScriptedReply.json(
                            sameScore(request.json().path("documents").size())));

            boolean succeeded =
                    run(Map.of("RERANK_BASE_URL", server.url(), "RERANK_DIALECT", "vllm", "RERANK_MODEL", "m"));

            assertThat(succeeded).isFalse();
            assertThat(output()).containsPattern("(?s)Generic +FAILED AuthenticationException: .*not\\s+any\\s+more");
        }
    }

    /** No score twice: equal ones would be ordered by their documents' ids. */
    private static double[] inTheOrderFound(String query, List<String> documents) {
        return IntStream.range(0, documents.size())
                .mapToDouble(i -> 1.0 / (i + 1))
                .toArray();
    }

    private static String sameScore(int documents) {
        StringBuilder results = new StringBuilder("{\"results\": [");
        for (int i = 0; i < documents; i++) {
            results.append(i == 0 ? "" : ",")
                    .append("{\"relevance_score\": 0.5, \"index\": ")
                    .append(i)
                    .append('}');
        }
        return results.append("]}").toString();
    }

    /** With the real embedding models it takes longer, so only one of the tests does that. */
    private boolean run(Map<String, String> environment) {
        return run(environment, few(KnowledgeBase.load()), language -> new HashedTerms());
    }

    private boolean run(
            Map<String, String> environment, KnowledgeBase knowledge, Function<Language, EmbeddingModel> models) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new RagDemo(knowledge, new Environment(environment), models, out).run();
    }

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static KnowledgeBase someQuestions(KnowledgeBase all) {
        List<Question> some = IntStream.range(0, all.questions().size())
                .filter(i -> i % 5 == 0)
                .mapToObj(all.questions()::get)
                .toList();
        return new KnowledgeBase(all.passages(), some);
    }

    private static KnowledgeBase few(KnowledgeBase all) {
        return new KnowledgeBase(
                all.passages().stream()
                        .filter(passage -> TOPICS.stream().anyMatch(passage.id()::startsWith))
                        .toList(),
                all.questions().stream()
                        .filter(question -> QUESTIONS.contains(question.id()))
                        .toList());
    }
}
