package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemandTest {

    @Test
    void a_demand_of_a_test_is_what_it_says() {
        Demand demand = Demand.builder()
                .documents(3)
                .characters(100)
                .tokens(40)
                .provider("tencent")
                .modelName("m")
                .patience(Duration.ofSeconds(2))
                .build();

        assertThat(demand.documents()).isEqualTo(3);
        assertThat(demand.characters()).isEqualTo(100);
        assertThat(demand.tokens()).isEqualTo(40);
        assertThat(demand.provider()).isEqualTo("tencent");
        assertThat(demand.modelName()).hasValue("m");
        assertThat(demand.patience()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_demand_of_which_nothing_is_said_is_one_document_and_waits_for_ever() {
        Demand demand = Demand.builder().build();

        assertThat(demand.documents()).isEqualTo(1);
        assertThat(demand.characters()).isZero();
        assertThat(demand.tokens()).isZero();
        assertThat(demand.modelName()).isEmpty();
        assertThat(demand.patience()).isGreaterThan(Duration.ofDays(365_000));
    }

    @Test
    void three_characters_of_ascii_or_one_other_are_a_token_and_the_query_counts_with_every_document() {
        Demand demand = texts("what is it?", "a document, in so many words", "检索增强生成", "");

        assertThat(demand.documents()).isEqualTo(3);
        assertThat(demand.characters()).isEqualTo(11 + 28 + 6);
        assertThat(demand.tokens()).isEqualTo(3 * 4 + 10 + 6);
        assertThat(demand.tokens()).as("asked a second time").isEqualTo(28);
    }

    @Test
    void media_count_nothing() {
        Content image = ImageContent.from("https://127.0.0.1/a.png");
        Demand demand = Demand.builder()
                .texts(TextContent.from("abc"), List.of(image, image))
                .build();

        assertThat(demand.documents()).isEqualTo(2);
        assertThat(demand.characters()).isEqualTo(3);
        assertThat(demand.tokens()).isEqualTo(2);
    }

    @Test
    void once_the_attempt_is_over_the_texts_are_let_go_of_and_each_character_counts_as_a_token() {
        WeakReference<Content> document = new WeakReference<>(TextContent.from("a document"));
        Demand demand = Demand.builder()
                .texts(TextContent.from("what is it?"), List.of(document.get()))
                .build();

        demand.forgetTexts();

        await().until(() -> {
            System.gc();
            return document.refersTo(null);
        });
        assertThat(demand.tokens()).isEqualTo(demand.characters()).isEqualTo(21);
    }

    @Test
    void what_was_known_before_the_texts_were_let_go_of_stays() {
        Demand asked = texts("abc", "abcdef");
        assertThat(asked.tokens()).isEqualTo(3);
        asked.forgetTexts();
        Demand given = Demand.builder().tokens(40).build();
        given.forgetTexts();

        assertThat(asked.tokens()).isEqualTo(3);
        assertThat(given.tokens()).isEqualTo(40);
    }

    @Test
    void no_text_is_shown() {
        assertThat(texts("a secret question", "a secret document"))
                .asString()
                .contains("documents=1", "characters=34")
                .doesNotContain("secret");
    }

    @Test
    void what_is_below_nothing_is_refused_and_time_that_has_run_out_is_none() {
        Demand.Builder builder = Demand.builder();

        assertThatThrownBy(() -> builder.documents(-1)).hasMessageContaining("documents");
        assertThatThrownBy(() -> builder.characters(-1)).hasMessageContaining("characters");
        assertThatThrownBy(() -> builder.tokens(-1)).hasMessageContaining("tokens");
        assertThat(builder.patience(Duration.ofSeconds(-1)).build().patience()).isZero();
    }

    private static Demand texts(String query, String... documents) {
        return Demand.builder()
                .texts(
                        TextContent.from(query),
                        List.of(documents).stream().map(DemandTest::content).toList())
                .build();
    }

    /** LangChain4j's own refuses blank texts in some versions. */
    private static Content content(String text) {
        return text.isEmpty() ? ImageContent.from("https://127.0.0.1/a.png") : TextContent.from(text);
    }
}
