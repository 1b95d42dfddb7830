package io.github.rerank4j.spark.command;

import java.util.Map;

/** A format of files, in Spark's words. */
enum FileFormat {
    PARQUET,

    /** One JSON object a line. A broken line ends the job: as a pair without a question it would be in nobody's way. */
    JSONL,

    /** As RFC 4180 has it: with a header line, a quote in a quoted value doubled, line breaks in quoted values. */
    CSV;

    String sparkName() {
        return switch (this) {
            case PARQUET -> "parquet";
            case JSONL -> "json";
            case CSV -> "csv";
        };
    }

    /** The options with which the input is read. */
    Map<String, String> read() {
        return switch (this) {
            case PARQUET -> Map.of();
            case JSONL -> Map.of("mode", "FAILFAST");
            case CSV -> Map.of("mode", "FAILFAST", "header", "true", "escape", "\"", "multiLine", "true");
        };
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
