package io.github.rerank4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class PairGroupsTest {

    private static final RowLayout LAYOUT = new RowLayout(0, 1, 2, 3, 5, false);
    private static final String PAGE = "x".repeat(210_000);

    @Test
    void documents_of_a_question_go_together_up_to_the_most_of_a_call() {
        List<PairGroup> groups = groups(rows(500, "small"), false);

        assertThat(groups).extracting(group -> group.documents().size()).containsExactly(240, 240, 20);
    }

    @Test
    void a_group_holds_few_rows_where_other_columns_are_large() {
        List<PairGroup> groups = groups(rows(100, PAGE), false);

        assertThat(groups).allSatisfy(group -> assertThat(group.size()).isLessThan(4_300_000));
        assertThat(groups).hasSizeBetween(5, 6);
        assertThat(groups.stream().mapToInt(group -> group.documents().size()).sum())
                .isEqualTo(100);
    }

    @Test
    void a_question_that_has_to_stay_whole_does_whatever_its_other_columns_hold() {
        assertThat(groups(rows(100, PAGE), true))
                .singleElement()
                .satisfies(group -> assertThat(group.documents()).hasSize(100));
    }

    @Test
    void rows_of_a_pair_ask_for_it_once_also_in_the_groups_that_follow() {
        List<Row> rows = new ArrayList<>(
                rows(600, "small").stream().map(row -> withKey(row, "same")).toList());
        rows.add(withKey(rows.get(0), "other"));

        List<PairGroup> groups = groups(rows, false);

        assertThat(groups).extracting(group -> group.documents().size()).containsExactly(1, 0, 1);
        assertThat(groups.get(1).members())
                .allSatisfy(member -> assertThat(member.document()).isEqualTo(PairGroup.AS_BEFORE));
        assertThat(groups.get(2).members())
                .last()
                .extracting(PairGroup.Member::document)
                .isEqualTo(0);
    }

    @Test
    void whatever_a_column_holds_has_a_size() {
        String text = "repeat('x', 1000)";
        for (String value : List.of(
                text,
                "cast(" + text + " as binary)",
                "array(" + text + ")",
                "map(1, " + text + ")",
                "struct(1 as one, " + text + " as two)",
                "array(struct(map('a', array(" + text + "))))",
                "parse_json(concat('\"', " + text + ", '\"'))")) {
            Row row = Sparks.session().sql("select " + value + " as it").first();

            assertThat(RowSize.of(row)).as(value).isBetween(1_000L, 1_200L);
        }
        assertThat(RowSize.of(
                        Sparks.session().sql("select 1, null, current_date()").first()))
                .isLessThan(100);
    }

    private static List<PairGroup> groups(List<Row> rows, boolean together) {
        List<PairGroup> groups = new ArrayList<>();
        new PairGroups(rows.iterator(), LAYOUT, together).forEachRemaining(groups::add);
        return groups;
    }

    private static List<Row> rows(int count, String other) {
        return IntStream.range(0, count)
                .mapToObj(i -> RowFactory.create("q", "what", "d" + i, "text " + i, other, "key " + i))
                .toList();
    }

    private static Row withKey(Row row, String key) {
        return RowFactory.create(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), key);
    }
}
