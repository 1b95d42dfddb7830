package io.github.rerank4j.spark;

import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.VariantVal;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.collection.Iterable;
import scala.collection.Iterator;

/** About how much memory the values of a row take, in characters. */
final class RowSize {

    /** Of a number, a date or the like. */
    private static final long SMALL = 16;

    private RowSize() {}

    static long of(Row row) {
        long size = 0;
        for (int i = 0; i < row.size(); i++) {
            size += ofValue(row.get(i));
        }
        return size;
    }

    private static long ofValue(@Nullable Object value) {
        if (value instanceof String text) {
            return SMALL + text.length();
        }
        if (value instanceof byte[] bytes) {
            return SMALL + bytes.length;
        }
        if (value instanceof VariantVal variant) {
            return SMALL + variant.getValue().length + variant.getMetadata().length;
        }
        if (value instanceof Row row) {
            return SMALL + of(row);
        }
        if (value instanceof Tuple2<?, ?> entry) {
            return ofValue(entry._1()) + ofValue(entry._2());
        }
        return value instanceof Iterable<?> values ? SMALL + ofAll(values) : SMALL;
    }

    /** Of an array, or the entries of a map. */
    private static long ofAll(Iterable<?> values) {
        long size = 0;
        for (Iterator<?> each = values.iterator(); each.hasNext(); ) {
            size += ofValue(each.next());
        }
        return size;
    }
}
