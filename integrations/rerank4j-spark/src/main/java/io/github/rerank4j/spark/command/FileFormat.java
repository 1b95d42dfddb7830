package io.github.rerank4j.spark.command;

import java.util.HashMap;
import java.util.Map;

/** A format of files, in Spark's words. */
enum FileFormat {
    PARQUET,

    /** One JSON object a line. */
    JSONL,

    /** As RFC 4180 has it: with a header line, a quote in a quoted value doubled, line breaks in quoted values. */
    CSV;

    /** The column in which a record stands that is not of the format. */
    static final String BROKEN = "__rerank_broken";

    String sparkName() {
        return switch (this) {
            case PARQUET -> "parquet";
            case JSONL -> "json";
            case CSV -> "csv";
        };
    }

    /** Whether single records may be broken; else a file is whole or is none. */
    boolean hasBrokenRecords() {
        return this != PARQUET;
    }

    /** What a record is, for people. */
    String words() {
        return switch (this) {
            case PARQUET -> "Parquet";
            case JSONL -> "a JSON object on a line of its own";
            case CSV -> "CSV with as many values as the header line";
        };
    }

    /** The options with which the input is read. */
    Map<String, String> read() {
        if (this == PARQUET) {
            return Map.of();
        }
        Map<String, String> options = new HashMap<>(Map.of("mode", "PERMISSIVE", "columnNameOfCorruptRecord", BROKEN));
        if (this == CSV) {
            options.putAll(written());
        }
        return options;
    }

    /** The options with which the output is written, and read again by the next run. */
    Map<String, String> written() {
        return switch (this) {
            case PARQUET -> Map.of();
            case JSONL -> Map.of("ignoreNullFields", "false");
            case CSV -> Map.of("header", "true", "escape", "\"", "multiLine", "true");
        };
    }
}
