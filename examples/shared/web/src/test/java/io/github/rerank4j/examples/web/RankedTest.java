package io.github.rerank4j.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankedTest {

    private static final List<Source> BEFORE = List.of(source("a"), source("b"), source("c"), source("d"));
    private static final List<Source> AFTER = List.of(source("c"), source("b"), source("x"));

    @Test
    void what_rose_has_moved_up_by_as_many_places() {
        assertThat(Ranked.after(BEFORE, AFTER))
                .extracting(Ranked::id, Ranked::position, Ranked::moved)
                .containsExactly(tuple("c", 1, 2), tuple("b", 2, 0), tuple("x", 3, null));
    }

    @Test
    void what_was_dropped_has_moved_nowhere() {
        assertThat(Ranked.before(BEFORE, AFTER))
                .extracting(Ranked::id, Ranked::position, Ranked::moved)
                .containsExactly(tuple("a", 1, null), tuple("b", 2, 0), tuple("c", 3, 2), tuple("d", 4, null));
    }

    @Test
    void an_indexed_passage_loses_its_title() {
        assertThat(Source.of("a", "Title", "Title\nLine 1.\nLine 2.", 1).text()).isEqualTo("Line 1.\nLine 2.");
        assertThat(Source.of("a", "Title", "Line.", 1).text()).isEqualTo("Line.");
    }

    private static Source source(String id) {
        return new Source(id, "Title", "Text.", 0.5);
    }
}
