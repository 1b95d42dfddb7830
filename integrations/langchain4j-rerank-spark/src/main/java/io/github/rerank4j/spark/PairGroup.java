package io.github.rerank4j.spark;

import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are asked in one call: neighbours with the same question.
 *
 * @param query the question
 * @param members the rows, in their order
 * @param documents what is asked, each document once
 * @param size about how many characters the rows hold, with all their columns
 */
record PairGroup(String query, List<Member> members, List<String> documents, long size) {

    static final int NOT_ASKED = -1;

    /** Of rows of the pair that the group before this one ends with: they have what came of it. */
    static final int AS_BEFORE = -2;

    /**
     * A row, and what became of it.
     *
     * @param row as it came
     * @param document which of the group's documents it has; {@link #NOT_ASKED} for none, {@link #AS_BEFORE} for the group
     *     before's last
     * @param error why it is not asked; null if it is
     */
    record Member(Row row, int document, @Nullable String error) {}

    /** Rows hold texts. */
    @Override
    public String toString() {
        return "PairGroup[members=" + members.size() + "]";
    }
}
