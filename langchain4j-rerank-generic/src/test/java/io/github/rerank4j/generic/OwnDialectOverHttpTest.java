package io.github.rerank4j.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.InvalidRequestException;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads whose own dialect does not describe the server. */
class OwnDialectOverHttpTest {

    private static final String RESULTS = "{'ok':'yes','hits':[{'place':1,'fit':0.9},{'place':0,'fit':0.1}]}";

    private final ScriptedServer server = ScriptedServer.start();
    private final RerankDialectBuilder acme = RerankDialect.builder()
            .name("acme")
            .results("/hits")
            .index("place")
            .scores("fit")
            .success("/ok", "yes");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_dialect_that_describes_the_server_is_understood() {
        assertThat(rerank(acme.build(), RESULTS).scores()).containsExactly(0.1, 0.9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "match       | the score of document 1 (counted from 0) is missing or not a finite number: looked for"
                        + " \"match\" or \"score\", found an object with \"place\", \"fit\"; correct",
                "             | the score of document 1 (counted from 0) is missing or not a finite number: looked for a"
                        + " number, found an object with \"place\", \"fit\"; correct"
            })
    void a_member_that_is_no_score_is_named_with_those_that_are_there(String score, String words) {
        RerankDialect dialect = score == null
                ? acme.scores().build()
                : acme.scores(score, "score").build();

        assertThatThrownBy(() -> rerank(dialect, RESULTS))
                .isInstanceOf(InvalidReplyException.class)
                .hasMessageContaining(words)
                .hasMessageEndingWith("correct index(...) or scores(...) of the dialect acme");
    }

    @Test
    void a_member_that_names_no_document_is_named_with_those_that_are_there() {
        RerankDialect dialect = acme.index("position").build();

        assertThatThrownBy(() -> rerank(dialect, RESULTS))
                .isInstanceOf(InvalidReplyException.class)
                .hasMessageEndingWith("result 0 (counted from 0) names no document: its \"position\" is missing or no"
                        + " integer: looked for \"position\", found an object with \"place\", \"fit\"; correct index(...)"
                        + " or scores(...) of the dialect acme");
        assertThatThrownBy(() -> rerank(dialect, "{'hits':[0.1,0.9]}"))
                .hasMessageContaining("looked for \"position\", found a value of the JSON type number; correct");
    }

    @Test
    void a_text_of_the_users_as_the_name_of_a_member_is_not_shown() {
        RerankDialect dialect = acme.scores("match").build();

        assertThatThrownBy(() -> rerank(dialect, "{'hits':[{'place':0,'the first document':0.9}]}"))
                .hasMessageContaining("found an object with")
                .hasMessageNotContaining("first document");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "'0.9'", "{'value':0.9}"})
    void a_member_that_is_there_but_holds_no_number_is_the_services_fault(String score) {
        assertThatThrownBy(() -> rerank(acme.build(), "{'hits':[{'place':0,'fit':" + score + "}]}"))
                .isInstanceOf(InvalidReplyException.class)
                .hasMessageEndingWith("is missing or not a finite number; report it to the provider");
        assertThatThrownBy(() -> rerank(acme.scores().positional().build(), "{'hits':[0.5,null]}"))
                .hasMessageEndingWith("is missing or not a finite number; report it to the provider");
    }

    @Test
    void the_user_of_a_preset_is_not_asked_to_correct_it() {
        assertThatThrownBy(() -> rerank(RerankDialect.VLLM, "{'results':[{'index':0,'fit':0.9}]}"))
                .hasMessageEndingWith("is missing or not a finite number; report it to the provider");
        RerankDialect changed =
                RerankDialect.VLLM.toBuilder().bodyField("/truncate", false).build();
        assertThatThrownBy(() -> rerank(changed, "{'results':[{'index':0,'fit':0.9}]}"))
                .hasMessageEndingWith("is missing or not a finite number; report it to the provider");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'ok':'yes','hits':[{'place':0,'fit':0.9}]} | {\"place\":0,\"fit\":0.9}]}; it has results, but \"yes\" at /ok",
                "{'ok':0,'message':'done','hits':[{'place':0,'fit':0.9}]} | HTTP 200: done; it has results, but \"0\" at"
            })
    void a_refusal_with_results_names_the_sign_that_makes_it_one(String reply, String words) {
        RerankDialect dialect = acme.success("/ok", "true").build();

        assertThatThrownBy(() -> rerank(dialect, reply))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(words)
                .hasMessageContaining(" at /ok, where success(...) of the dialect wants \"true\"; ");
    }

    @Test
    void a_refusal_without_results_is_taken_at_its_word() {
        assertThatThrownBy(() -> rerank(acme.build(), "{'ok':'no','message':'who are you','hits':[]}"))
                .hasMessageContaining("HTTP 200: who are you; ")
                .hasMessageNotContaining("success(...)");
    }

    @Test
    void a_refusal_that_names_an_error_beside_its_results_is_taken_at_its_word() {
        assertThatThrownBy(() -> rerank(
                        acme.build(),
                        "{'ok':'no','error':'no quota','hits':[{'place':0,'fit':0.9},{'place':1,'fit':0.1}]}"))
                .hasMessageContaining("HTTP 200: no quota; ")
                .hasMessageNotContaining("success(...)");
    }

    @Test
    void a_text_of_the_users_as_a_sign_is_not_shown() {
        assertThatThrownBy(() -> rerank(acme.build(), "{'ok':'the first document','hits':[{'place':0,'fit':0.9}]}"))
                .hasMessageContaining("it has results, but")
                .hasMessageNotContaining("first document");
    }

    private RerankResponse rerank(RerankDialect dialect, String reply) {
        server.enqueue(ScriptedReply.json(reply.replace('\'', '"')));
        try (GenericScoringModel model = GenericScoringModel.builder()
                .dialect(dialect)
                .baseUrl(server.url())
                .modelName("m")
                .maxRetries(0)
                .build()) {
            return model.rerank(RerankRequest.builder()
                    .query("which")
                    .documents(List.of("the first document", "the second document"))
                    .build());
        }
    }
}
