package io.github.rerank4j.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                .hasMessageContaining("looked for \"position\", found no object; correct");
    }

    @Test
    void a_text_of_the_users_as_the_name_of_a_member_is_not_shown() {
        RerankDialect dialect = acme.scores("match").build();

        assertThatThrownBy(() -> rerank(dialect, "{'hits':[{'place':0,'the first document':0.9}]}"))
                .hasMessageContaining("found an object with")
                .hasMessageNotContaining("first document");
    }

    @Test
    void the_author_of_a_preset_is_not_asked_to_correct_it() {
        assertThatThrownBy(() -> rerank(RerankDialect.VLLM, "{'results':[{'index':0,'fit':0.9}]}"))
                .hasMessageEndingWith("is missing or not a finite number; report it to the provider");
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
