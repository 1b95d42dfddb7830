package io.github.rerank4j.testkit;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.Reranker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/**
 * What every {@link Reranker} promises, as tests: that of a decorator, such as a chain or a cache, extends this class and
 * says how it is put around a member; that of one with listeners extends {@link ListenedRerankerContract}. A model
 * of this project keeps the same promises by its {@link ScoringModelContract}. Promises that can be asked for in two ways
 * are tested blocking and asynchronously. Needs JUnit Jupiter and AssertJ on the class path.
 *
 * <ul>
 *   <li>one score per document, in document order; nobody is asked for none
 *   <li>calls at once, and calls that differ in anything, that know nothing of each other
 *   <li>null and blank arguments are refused by name
 *   <li>cancelling, interrupting and closing at any time, down to the member, which stays open
 *   <li>the time, the repeats, the scores and the executor of a request
 *   <li>texts mapped once, whichever way they come; resolving twice is resolving once
 *   <li>traits that stay the same, and show no secret
 * </ul>
 */
public abstract class RerankerContract
        implements RankingPromises,
                ArgumentPromises,
                EndingPromises,
                ResolvingPromises,
                RememberingPromises,
                CrowdPromises,
                TraitPromises {

    private final AskedMember asked = new AskedMember();
    private final Reranker member = member(UnaryOperator.identity(), segment -> TextContent.from(segment.text()));
    private final List<Reranker> made = new ArrayList<>();

    /** For subclasses. */
    protected RerankerContract() {}

    /**
     * A new reranker that asks this member and nobody else: for each call, or where {@link #asksForEachCall} is false
     * for what it does not know yet. What another one knows it must not know. It is closed after the test.
     *
     * @param member a whole reranker, which knows scores for texts that are numbers; it is not to be closed
     */
    protected abstract Reranker reranker(Reranker member);

    /** For other contracts. */
    Reranker whileTesting(Reranker reranker) {
        made.add(reranker);
        return reranker;
    }

    Reranker member() {
        return member;
    }

    private ScriptedMember member(UnaryOperator<String> queryMapper, Function<TextSegment, Content> documentMapper) {
        return new ScriptedMember(asked, queryMapper, documentMapper);
    }

    @Override
    public final Reranker reranker() {
        return whileTesting(reranker(member));
    }

    @Override
    public final Reranker reranker(UnaryOperator<String> queryMapper, Function<TextSegment, Content> documentMapper) {
        return whileTesting(reranker(member(queryMapper, documentMapper)));
    }

    @Override
    public final Asked asked() {
        return asked;
    }

    /** What it was built with and must never show. Default: nothing. */
    @Override
    public List<String> secrets() {
        return List.of();
    }

    /** Whether a member learns which texts are to be asked as they are. Default true; LangChain4j's types cannot say so. */
    @Override
    public boolean knowsContents() {
        return true;
    }

    /**
     * Whether it asks its member for each call. Default true; a cache, which may answer what it was asked before without
     * asking, says false. It is held to all the same: what differs in query, documents, model, instruction or entries is
     * asked, each call has the scores, the ranking and the output that it wants, and no failure is remembered.
     */
    @Override
    public boolean asksForEachCall() {
        return true;
    }

    /**
     * Whether the thread of a blocking call without a time of its own is lent to code that only an interrupt ends, so
     * that closing does not end such a call. Default false.
     */
    @Override
    public boolean keepsCallersThread() {
        return false;
    }

    /** Whether it does the first work of an asynchronous call on the executor of the request. Default true. */
    @Override
    public boolean worksOnExecutor() {
        return true;
    }

    /** Closes the rerankers. */
    @AfterEach
    void closeAll() {
        made.forEach(Reranker::close);
    }
}
