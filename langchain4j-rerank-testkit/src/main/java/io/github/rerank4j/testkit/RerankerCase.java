package io.github.rerank4j.testkit;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.Reranker;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What the groups of promises of every reranker share: the one under test, and whom it asks. */
interface RerankerCase {

    /** How long a test waits for what has to happen soon. */
    Duration SOON = Duration.ofSeconds(20);

    /** Whom the rerankers under test ask. */
    Asked asked();

    /** A new reranker, closed after the test. */
    Reranker reranker();

    /** A new reranker that maps, or whose member maps, queries and segments like this; closed after the test. */
    Reranker reranker(UnaryOperator<String> queryMapper, Function<TextSegment, Content> documentMapper);

    /** What nobody may show. */
    List<String> secrets();

    /** Whether it knows which texts its model wants as they are; one that hands all on as segments does not. */
    boolean knowsContents();

    /** Whether it asks for each call; one that remembers scores asks only for what it does not know. */
    boolean asksForEachCall();

    /** Whether a blocking call without a time of its own is over only when its thread says so. */
    boolean keepsCallersThread();

    /** Whether it begins its asynchronous work on the executor of the request. */
    boolean worksOnExecutor();
}
