package io.github.rerank4j.spark.command;

import java.util.Map;

/** A format of files, in Spark's words. */
enum FileFormat {
    PARQUET("parquet", Map.of(), Map.of()),

    /** One JSON object a line. A broken line ends the job: as a pair without a question it would be in nobody's way. */
    JSONL("json", Map.of("mode", "FAILFAST"), Map.of("ignoreNullFields", "false")),

    /** As RFC 4180 has it: with a header line, a quote in a quoted value doubled, line breaks in quoted values. */
    CSV(
            "csv",
            Map.of("mode", "FAILFAST", "header", "true", "escape", "\"", "multiLine", "true"),
            Map.of("header", "true", "escape", "\"", "multiLine", "true"));

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

    /** The options with which the input is read. */
    Map<String, String> read() {
        return read;
    }

    /** The options with which the output is written, and read again by the next run. */
    Map<String, String> written() {
        return written;
    }
}
