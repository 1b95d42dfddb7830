package io.github.rerank4j.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;

import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.text.HarmlessName;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a pair, and those that are added.
 *
 * @param queryId what tells questions apart
 * @param query the question
 * @param documentId what tells the documents of a question apart
 * @param document the document
 * @param score of the score
 * @param error of the error
 * @param model of the model's name
 * @param key of the pair's key
 */
record PairColumns(
        String queryId,
        String query,
        String documentId,
        String document,
        String score,
        String error,
        String model,
        String key)
        implements Serializable {

    /** With this the names of columns begin that come and go on the way. */
    static final String RESERVED = "__rerank_";

    /** In this order they are added. */
    List<String> outputs() {
        return List.of(score, error, model, key);
    }

    /**
     * Requires the columns to be there and of their types, and the outputs not to be.
     *
     * @throws IllegalArgumentException that names the column and says what to do
     */
    void requireIn(StructType schema, boolean caseSensitive) {
        Set<String> seen = new HashSet<>();
        for (String name : schema.fieldNames()) {
            requireFree(name);
            if (!seen.add(folded(name, caseSensitive))) {
                throw new IllegalArgumentException(
                        "the column " + name + " is there twice; rename or drop one of them");
            }
        }
        for (String output : outputs()) {
            requireFree(output);
            if (seen.contains(folded(output, caseSensitive))) {
                throw SettingException.of(
                        "the column %s is there already",
                        "rename or drop it{, or choose other names with outputs(..)|}", output);
            }
        }
        requireId(schema, queryId, caseSensitive);
        requireText(schema, query, caseSensitive);
        requireId(schema, documentId, caseSensitive);
        requireText(schema, document, caseSensitive);
    }

    private static void requireFree(String name) {
        if (folded(name, false).startsWith(RESERVED)) {
            throw new IllegalArgumentException("the column " + name + " has a name that begins with " + RESERVED
                    + ", as those do that come and go on the way; rename it");
        }
    }

    private static void requireId(StructType schema, String name, boolean caseSensitive) {
        DataType type = schema.fields()[position(schema, name, caseSensitive)].dataType();
        boolean whole = type instanceof LongType
                || type instanceof IntegerType
                || type instanceof ShortType
                || type instanceof ByteType;
        if (!whole && !(type instanceof StringType)) {
            throw new IllegalArgumentException("the column " + name + " is of type " + type.simpleString()
                    + ", but an id is a string or a whole number; cast it");
        }
    }

    private static void requireText(StructType schema, String name, boolean caseSensitive) {
        DataType type = schema.fields()[position(schema, name, caseSensitive)].dataType();
        if (!(type instanceof StringType)) {
            throw new IllegalArgumentException(
                    "the column " + name + " is of type " + type.simpleString() + ", but a text is a string; cast it");
        }
    }

    /**
     * Where a column is.
     *
     * @throws IllegalArgumentException if it is not there
     */
    static int position(StructType schema, String name, boolean caseSensitive) {
        return find(schema, name, caseSensitive)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no column " + name + "; the columns are " + shown(schema.fieldNames())));
    }

    /** A CSV file without a header line has texts for names. */
    private static String shown(String[] names) {
        return Arrays.stream(names)
                .map(name -> HarmlessName.mayBeKey(name) ? "…" : name)
                .collect(Collectors.joining(", "));
    }

    private static Optional<Integer> find(StructType schema, String name, boolean caseSensitive) {
        String[] names = schema.fieldNames();
        for (int i = 0; i < names.length; i++) {
            if (folded(names[i], caseSensitive).equals(folded(name, caseSensitive))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static String folded(String name, boolean caseSensitive) {
        return caseSensitive ? name : name.toLowerCase(Locale.ROOT);
    }

    /** The schema with the outputs, and then another column, if there is one. */
    StructType with(StructType schema, StructField... last) {
        List<StructField> fields = new ArrayList<>(List.of(schema.fields()));
        fields.add(DataTypes.createStructField(score, DataTypes.DoubleType, true));
        fields.add(DataTypes.createStructField(error, DataTypes.StringType, true));
        fields.add(DataTypes.createStructField(model, DataTypes.StringType, true));
        fields.add(DataTypes.createStructField(key, DataTypes.StringType, true));
        fields.addAll(List.of(last));
        return new StructType(fields.toArray(StructField[]::new));
    }

    /**
     * The key of a pair: 64 hexadecimal digits. Each part is preceded by its length, so that no two pairs are one text;
     * an id that is a number has the key of the same id as a string.
     */
    Column keyOf(String fingerprint) {
        return sha2(
                concat(lit(fingerprint), part(queryId), part(query), part(documentId), part(document))
                        .cast(DataTypes.BinaryType),
                256);
    }

    /**
     * Rows in the order in which they are asked, within each partition. An id with two texts is two questions, whose rows
     * are not mixed: each would be a request. So texts that a collation takes for one are told apart.
     */
    Dataset<Row> sorted(Dataset<Row> keyed) {
        return keyed.sortWithinPartitions(binary(keyed, queryId), binary(keyed, query), named(documentId), named(key));
    }

    private static Column binary(Dataset<Row> rows, String name) {
        Column column = named(name);
        return rows.select(column).schema().fields()[0].dataType() instanceof StringType
                ? column.cast(DataTypes.BinaryType)
                : column;
    }

    private static Column part(String name) {
        Column text = named(name).cast(DataTypes.StringType);
        return coalesce(concat(lit("|"), length(text).cast(DataTypes.StringType), lit(":"), text), lit("|-"));
    }

    /** The rows with the types of a schema: rows that were objects have forgotten the fields of intervals. */
    static Dataset<Row> typed(Dataset<Row> rows, StructType schema) {
        return rows.schema().equals(schema)
                ? rows
                : rows.select(Arrays.stream(schema.fields())
                        .map(field -> named(field.name()).cast(field.dataType()).as(field.name(), field.metadata()))
                        .toArray(Column[]::new));
    }

    /** A column by its name, whatever characters that has. */
    static Column named(String name) {
        return col('`' + name.replace("`", "``") + '`');
    }
}
