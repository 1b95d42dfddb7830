package io.github.rerank4j.spark;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Where things are in the rows that are asked: the input's columns, perhaps the row's place in the input, and the key.
 *
 * @param queryId the position of the question's id
 * @param query that of the question
 * @param documentId that of the document's id
 * @param document that of the document
 * @param inputs how many columns the input has
 * @param placed whether a place follows them
 */
record RowLayout(int queryId, int query, int documentId, int document, int inputs, boolean placed)
        implements Serializable {

    private static final int ADDED = 4;

    static RowLayout of(PairColumns columns, StructType schema, boolean caseSensitive, boolean placed) {
        return new RowLayout(
                PairColumns.position(schema, columns.queryId(), caseSensitive),
                PairColumns.position(schema, columns.query(), caseSensitive),
                PairColumns.position(schema, columns.documentId(), caseSensitive),
                PairColumns.position(schema, columns.document(), caseSensitive),
                schema.size(),
                placed);
    }

    @Nullable
    String key(Row row) {
        return row.getString(inputs + (placed ? 1 : 0));
    }

    /** The row with what is added; its place, if it has one, comes last. */
    Row scored(Row row, @Nullable Double score, @Nullable String error, String model) {
        @Nullable Object[] values = new Object[inputs + ADDED + (placed ? 1 : 0)];
        for (int i = 0; i < inputs; i++) {
            values[i] = row.get(i);
        }
        values[inputs] = score;
        values[inputs + 1] = error;
        values[inputs + 2] = model;
        values[inputs + 3] = key(row);
        if (placed) {
            values[inputs + ADDED] = row.get(inputs);
        }
        return RowFactory.create(values);
    }
}
