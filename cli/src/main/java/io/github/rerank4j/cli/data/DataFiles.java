package io.github.rerank4j.cli.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the data are, as the user says.
 *
 * @param data a folder or a file that holds all; the others replace parts of a folder
 * @param corpus documents
 * @param queries questions
 * @param qrels judgements
 * @param candidates a run
 */
public record DataFiles(
        @Nullable Path data,
        @Nullable Path corpus,
        @Nullable Path queries,
        @Nullable Path qrels,
        @Nullable Path candidates) {}
