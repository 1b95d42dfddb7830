package io.github.rerank4j.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How an output is written: what has to be the same in each run that adds to it.
 *
 * @param format of Spark's, in lower case
 * @param options a hash of those that decide how texts are read; their values may be secrets
 * @param columns all nullable and without metadata, which files do not keep
 */
record OutputDescription(String format, String options, StructType columns) {

    private static final Set<String> OF_ONE_FILE = Set.of("compression", "codec", "maxrecordsperfile");

    static OutputDescription of(String format, Map<String, String> options, StructType columns) {
        Map<String, String> ofTexts = new TreeMap<>();
        options.forEach((name, value) -> ofTexts.put(name.toLowerCase(Locale.ROOT), value));
        // with a dot: of a file system or a library, such as a key, which may change from run to run
        ofTexts.keySet().removeIf(name -> name.contains(".") || OF_ONE_FILE.contains(name));
        return new OutputDescription(format, Integer.toHexString(ofTexts.hashCode()), (StructType) plain(columns));
    }

    /** Back from {@link #text}; empty where it is not a whole one. */
    static Optional<OutputDescription> parsed(String text) {
        String[] lines = text.split("\n", 3);
        try {
            return lines.length == 3 && DataType.fromJson(lines[2]) instanceof StructType columns
                    ? Optional.of(new OutputDescription(lines[0], lines[1], columns))
                    : Optional.empty();
        } catch (Exception cut) {
            // Scala throws what it does not declare
            return Optional.empty();
        }
    }

    String text() {
        return format + '\n' + options + '\n' + columns.json();
    }

    /**
     * Requires what is there to be written in the same way.
     *
     * @throws IllegalArgumentException that says what differs
     */
    void requireSame(OutputDescription before, String path) {
        String otherwise = null;
        if (!format.equals(before.format)) {
            otherwise = "as " + before.format + ", not as " + format + "; keep to that format, or";
        } else if (!options.equals(before.options)) {
            otherwise = "with other options of " + format + "; keep to those, or";
        } else if (!columns.equals(before.columns)) {
            otherwise = "with other columns (" + difference(before.columns) + ");";
        }
        if (otherwise != null) {
            throw new IllegalArgumentException(
                    "the output " + path + " was written " + otherwise + " write to another folder");
        }
    }

    private String difference(StructType before) {
        List<String> differences = new ArrayList<>();
        Map<String, DataType> now = types(columns);
        Map<String, DataType> then = types(before);
        then.forEach((name, type) -> {
            DataType other = now.get(name);
            if (other == null) {
                differences.add(name + " is missing");
            } else if (!other.equals(type)) {
                differences.add(name + " was " + type.simpleString() + " and is " + other.simpleString());
            }
        });
        now.keySet().stream()
                .filter(name -> !then.containsKey(name))
                .forEach(name -> differences.add(name + " is new"));
        return differences.isEmpty() ? "they are in another order" : String.join(", ", differences);
    }

    private static Map<String, DataType> types(StructType columns) {
        Map<String, DataType> types = new TreeMap<>();
        for (StructField field : columns.fields()) {
            types.put(field.name(), field.dataType());
        }
        return types;
    }

    private static DataType plain(DataType type) {
        if (type instanceof StructType struct) {
            return new StructType(Arrays.stream(struct.fields())
                    .map(field -> new StructField(field.name(), plain(field.dataType()), true, Metadata.empty()))
                    .toArray(StructField[]::new));
        }
        if (type instanceof ArrayType array) {
            return new ArrayType(plain(array.elementType()), true);
        }
        return type instanceof MapType map ? new MapType(plain(map.keyType()), plain(map.valueType()), true) : type;
    }
}
