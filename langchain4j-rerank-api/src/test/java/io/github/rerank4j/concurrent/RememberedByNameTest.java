package io.github.rerank4j.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RememberedByNameTest {

    private final List<@Nullable String> asked = new ArrayList<>();
    private final RememberedByName<String> values = new RememberedByName<>(name -> {
        asked.add(name);
        return "of " + name;
    });

    @Test
    void each_name_is_asked_for_once() {
        for (int i = 0; i < 10; i++) {
            assertThat(values.of("a")).isEqualTo("of a");
            assertThat(values.of("b")).isEqualTo("of b");
            assertThat(values.of(null)).isEqualTo("of null");
        }

        assertThat(asked).isEqualTo(Arrays.asList(null, "a", "b"));
    }

    @Test
    void of_many_names_only_the_latest_are_remembered() {
        values.of("a");
        for (int i = 0; i < 100; i++) {
            values.of("name " + i);
        }

        assertThat(values.of("name 99")).isEqualTo("of name 99");
        assertThat(values.of("a")).isEqualTo("of a");
        assertThat(asked).filteredOn("name 99"::equals).hasSize(1);
        assertThat(asked).filteredOn("a"::equals).hasSize(2);
    }
}
