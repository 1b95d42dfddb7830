package io.github.rerank4j.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columns_are_as_wide_as_their_widest_cell() {
        Table table = new Table("model", "p50 ms", "x");
        table.row("a", "1234567", "1");
        table.row(List.of("longer-name", "-", ""));

        assertThat(table.lines())
                .containsExactly(
                        "model        p50 ms   x", //
                        "a            1234567  1",
                        "longer-name  -");
    }

    @Test
    void a_header_alone_is_a_line() {
        assertThat(new Table("model", "requests").lines()).containsExactly("model  requests");
    }

    @Test
    void a_row_keeps_the_cells_it_was_given() {
        Table table = new Table("a");
        List<String> cells = new ArrayList<>(List.of("1"));
        table.row(cells);
        cells.set(0, "2");

        assertThat(table.lines()).containsExactly("a", "1");
    }

    @Test
    void a_row_that_is_too_short_is_an_error() {
        Table table = new Table("a", "b");
        table.row("1");

        assertThatThrownBy(table::lines).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
