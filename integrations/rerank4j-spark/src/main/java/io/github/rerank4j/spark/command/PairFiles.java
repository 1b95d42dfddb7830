package io.github.rerank4j.spark.command;

import static org.apache.spark.sql.functions.input_file_name;

import java.util.Arrays;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Files of pairs. Spark's own check of records puts a broken one into its message, and so into logs; here it is marked
 * instead, and ends the job with a sentence without its text.
 */
final class PairFiles {

    private static final String FILE = "__rerank_file";

    private PairFiles() {}

    /**
     * The pairs, to be read by the job.
     *
     * @param path a file, a folder or a pattern
     * @throws BrokenInputException if nothing in it is of the format; another record that is not of it ends the job
     */
    static Dataset<Row> read(SparkSession spark, FileFormat format, String path) {
        Dataset<Row> found = reader(spark, format).load(path);
        if (!format.hasBrokenRecords()) {
            return found;
        }
        StructType columns = withoutMark(found.schema());
        if (columns.isEmpty() && !found.schema().isEmpty()) {
            throw new BrokenInputException(
                    "nothing in " + path + " is " + format.words() + "; correct the file, or --format");
        }
        return reader(spark, format)
                .schema(columns.add(FileFormat.BROKEN, DataTypes.StringType))
                .load(path)
                .withColumn(FILE, input_file_name())
                .filter(new WholeRecords(columns.size(), format.words()))
                .drop(FileFormat.BROKEN, FILE);
    }

    private static DataFrameReader reader(SparkSession spark, FileFormat format) {
        return spark.read().format(format.sparkName()).options(format.read());
    }

    private static StructType withoutMark(StructType found) {
        return DataTypes.createStructType(Arrays.stream(found.fields())
                .filter(field -> !field.name().equals(FileFormat.BROKEN))
                .toList());
    }

    /**
     * Lets whole records pass.
     *
     * @param mark where a broken one has its mark; the file's name follows
     * @param words for the format
     */
    private record WholeRecords(int mark, String words) implements FilterFunction<Row> {

        @Override
        public boolean call(Row row) {
            if (!row.isNullAt(mark)) {
                throw new BrokenInputException(
                        row.getString(mark + 1) + " has a record that is not " + words + "; correct it, or --format");
            }
            return true;
        }
    }
}
