package io.github.rerank4j.spark.command;

import java.util.Map;

/** A format of files, in Spark's words. */
enum FileFormat {
    PARQUET("parquet", Map.of(), Map.of()),

    /** One JSON object a line. */
    JSONL(
            "json",
            Map.of("mode", "PERMISSIVE", "columnNameOfCorruptRecord", FileFormat.BROKEN),
            Map.of("ignoreNullFields", "false")),

    /** As RFC 4180 has it: with a header line, a quote in a quoted value doubled, line breaks in quoted values. */
    CSV(
            "csv",
            Map.of(
                    "mode",
                    "PERMISSIVE",
                    "columnNameOfCorruptRecord",
                    FileFormat.BROKEN,
                    "header",
                    "true",
                    "escape",
                    "\"",
                    "multiLine",
                    "true"),
            Map.of("header", "true", "escape", "\"", "multiLine", "true"));

    /** The column in which a record stands that is not of the format. */
    static final String BROKEN = "__rerank_broken";

    private final String sparkName;
    private final Map<String, String> read;
    private final Map<String, String> written;

    FileFormat(String sparkName, Map<String, String> read, Map<String, String> written) {
        this.sparkName = sparkName;
        this.read = read;
        this.written = written;
    }

    String sparkName() {
        return sparkName;
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
        return read;
    }

    /** The options with which the output is written, and read again by the next run. */
    Map<String, String> written() {
        return written;
    }
}
