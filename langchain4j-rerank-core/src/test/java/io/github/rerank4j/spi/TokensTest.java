package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.TokenUsage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'total_tokens':12}                                          | 12 | 0 | 12",
                "{'prompt_tokens':12,'total_tokens':12}                       | 12 | 0 | 12",
                "{'input_tokens':12}                                          | 12 | 0 | 12",
                "{'input_tokens':12,'output_tokens':3}                        | 12 | 3 | 15",
                "{'prompt_tokens':12,'completion_tokens':3,'total_tokens':20} | 12 | 3 | 20",
                "{'completion_tokens':3,'total_tokens':20}                    | 17 | 3 | 20",
                "{'prompt_tokens':0,'total_tokens':0}                         | 0  | 0 | 0",
                "{'input_tokens':5,'prompt_tokens':null}                      | 5  | 0 | 5",
                "{'input_tokens':5,'search_units':1}                          | 5  | 0 | 5"
            })
    void the_counts_of_an_object_are_read(String usage, int input, int output, int total) {
        assertThat(in(usage)).isEqualTo(new TokenUsage(input, output, total));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[]",
                "12",
                "{'search_units':1}",
                "{'output_tokens':3}",
                "{'total_tokens':'12'}",
                "{'total_tokens':1.5}",
                "{'total_tokens':-1}",
                "{'total_tokens':null}",
                "{'total_tokens':true}",
                "{'total_tokens':12345678901}"
            })
    void what_holds_no_count_is_no_usage(String usage) {
        assertThat(in(usage)).isNull();
    }

    @Test
    void a_total_below_its_parts_makes_no_count_negative() {
        TokenUsage usage = in("{'completion_tokens':5,'total_tokens':3}");

        assertThat(usage).isNotNull().satisfies(counts -> {
            assertThat(counts.inputTokenCount()).isNotNegative();
            assertThat(counts.totalTokenCount()).isNotNegative();
        });
    }

    @Test
    void counts_that_do_not_fit_together_stay_at_the_highest() {
        TokenUsage most = in("{'prompt_tokens':2147483647,'completion_tokens':2147483647}");

        assertThat(most).isEqualTo(new TokenUsage(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertThat(Tokens.sum(new TokenUsage(2147483647, 0, 2147483647), new TokenUsage(1, 2, 3)))
                .isEqualTo(new TokenUsage(Integer.MAX_VALUE, 2, Integer.MAX_VALUE));
    }

    @Test
    void a_bare_number_is_a_total_of_input() {
        assertThat(Tokens.total(json("7"))).isEqualTo(new TokenUsage(7, 0, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'7'", "null", "-7", "7.0", "{}", "", "12345678901"})
    void what_is_no_count_is_no_total(String total) {
        assertThat(Tokens.total(json(total))).isNull();
    }

    private static @Nullable TokenUsage in(String usage) {
        return Tokens.in(json(usage));
    }

    private static com.fasterxml.jackson.databind.JsonNode json(String text) {
        return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
