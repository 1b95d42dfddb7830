package io.github.rerank4j.spark;

import static org.apache.spark.sql.functions.shiftright;

import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The order of the input, noted in a column and restored from it. A sort over all rows would do, but Spark begins one by
 * sampling what it sorts, which here would ask every pair twice; so each row goes back to the partition it came from.
 */
final class InputOrder {

    /** Nothing is noted and nothing restored. */
    static final InputOrder NONE = new InputOrder(null);

    private static final String PLACE = PairColumns.RESERVED + "place";
    private static final int PARTITION_SHIFT = 33;

    private final @Nullable JavaRDD<Row> rows;

    private InputOrder(@Nullable JavaRDD<Row> rows) {
        this.rows = rows;
    }

    /** The order of these rows. */
    static InputOrder of(Dataset<Row> pairs) {
        return new InputOrder(pairs.toJavaRDD());
    }

    /** The column it is noted in; none for {@link #NONE}. */
    StructField[] fields() {
        return rows == null
                ? new StructField[0]
                : new StructField[] {DataTypes.createStructField(PLACE, DataTypes.LongType, false)};
    }

    /** The rows with their places in the last column. */
    Dataset<Row> noted(Dataset<Row> pairs) {
        if (rows == null) {
            return pairs;
        }
        Function2<Integer, Iterator<Row>, Iterator<Row>> note = Places::new;
        StructType schema = pairs.schema().add(PLACE, DataTypes.LongType, false);
        return pairs.sparkSession().createDataFrame(rows.mapPartitionsWithIndex(note, true), schema);
    }

    /** The rows in the order of their places, without these. */
    Dataset<Row> restored(Dataset<Row> asked) {
        if (rows == null) {
            return asked;
        }
        int parts = Math.max(1, rows.getNumPartitions());
        return asked.repartitionById(
                        parts,
                        shiftright(PairColumns.named(PLACE), PARTITION_SHIFT).cast(DataTypes.IntegerType))
                .sortWithinPartitions(PairColumns.named(PLACE))
                .drop(PLACE);
    }

    /** The rows of one partition with their places. */
    private static final class Places implements Iterator<Row> {

        private final Iterator<Row> rows;
        private long place;

        Places(int partition, Iterator<Row> rows) {
            this.rows = rows;
            this.place = (long) partition << PARTITION_SHIFT;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Row next() {
            Row row = rows.next();
            @Nullable Object[] values = new Object[row.size() + 1];
            IntStream.range(0, row.size()).forEach(i -> values[i] = row.get(i));
            values[row.size()] = place++;
            return RowFactory.create(values);
        }
    }
}
