package io.github.rerank4j.cli.data;

import java.util.List;
import java.util.Map;

/** Finds candidates where the data bring none. */
public interface Retrieval {

    /**
     * The ids of the documents that fit each question best, the best first.
     *
     * @param corpus each document once
     * @param questions their texts by their ids
     */
    Map<String, List<String>> candidates(Corpus corpus, Map<String, String> questions);

    /** What it does, as a sentence for the user. */
    String note();
}
