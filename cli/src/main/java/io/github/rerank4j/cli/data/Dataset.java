package io.github.rerank4j.cli.data;

import io.github.rerank4j.evaluation.Candidates;
import io.github.rerank4j.evaluation.Judgments;
import java.util.List;

/**
 * Judged questions and their candidates.
 *
 * @param judgments all judged, in the order of the file, at least one
 * @param candidates in the order in which retrieval had them
 * @param notes sentences about what was made of the files, for the user
 */
public record Dataset(Judgments judgments, Candidates candidates, List<String> notes) {}
