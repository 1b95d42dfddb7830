package io.github.rerank4j.examples.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.examples.rag.Table.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void a_chinese_character_takes_two_columns() {
        assertThat(Layout.width("abc")).isEqualTo(3);
        assertThat(Layout.width("备份，LN-1")).isEqualTo(10);
        assertThat(Layout.width("e\u0301\u200b")).isEqualTo(1);
        assertThat(Layout.width("（全角）")).isEqualTo(8);
    }

    @Test
    void columns_are_aligned_whatever_the_language_is() {
        Table table = new Table(
                        Column.text("passage"), Column.number("before", "place"), Column.number("before", "score"))
                .row(List.of("备份加密", "1", "0.9"))
                .row(List.of("backups", "12", "-10.25"));

        assertThat(table.render())
                .containsExactly(
                        "                before",
                        "  passage   place   score",
                        "  备份加密      1     0.9",
                        "  backups      12  -10.25");
    }

    @Test
    void a_heading_over_several_columns_makes_room_for_itself() {
        Table table = new Table(
                        Column.text(""), Column.number("a long heading", "x"), Column.number("a long heading", "y"))
                .row(List.of("row", "1", "2"));

        assertThat(table.render())
                .containsExactly("       a long heading", "       x            y", "  row  1            2");
    }

    @Test
    void a_text_in_the_place_of_cells_is_wrapped() {
        String text = "word ".repeat(30).strip();

        List<String> lines = new Table(Column.text(""), Column.number("", "number"))
                .row("name", text)
                .render();

        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line -> assertThat(Layout.width(line)).isLessThanOrEqualTo(Layout.LINE));
        assertThat(lines.get(1)).startsWith("  name  word word");
        assertThat(lines.get(2)).startsWith("        word");
    }

    @Test
    void a_row_with_a_cell_too_few_is_refused() {
        Table table = new Table(Column.text("one"), Column.text("two"));

        assertThatThrownBy(() -> table.row(List.of("1"))).hasMessage("1 cells for 2 columns");
    }

    @Test
    void a_text_is_cut_where_it_ends_to_fit() {
        assertThat(Layout.cut("short", 5)).isEqualTo("short");
        assertThat(Layout.cut("too long", 5)).isEqualTo("too..");
        assertThat(Layout.cut("备份加密钥", 8)).isEqualTo("备份加..");
        assertThat(Layout.cut("备份加密钥", 9)).isEqualTo("备份加..");
    }

    @Test
    void a_line_is_broken_at_spaces_only() {
        assertThat(Layout.wrap("one two three", 7)).containsExactly("one two", "three");
        assertThat(Layout.wrap("https://rerank.example.com/x y", 7))
                .containsExactly("https://rerank.example.com/x", "y");
        assertThat(Layout.wrap("", 7)).containsExactly("");
    }
}
