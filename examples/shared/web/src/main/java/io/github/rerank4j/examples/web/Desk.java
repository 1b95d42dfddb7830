package io.github.rerank4j.examples.web;

import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where questions are asked: has a framework's assistant answer them, and tells what reranking did on the way. Safe for use
 * by many threads, if the assistant is.
 */
public final class Desk {

    /** Who writes the answers as long as there is no chat model. */
    public static final String NO_CHAT_MODEL = "no chat model: the answer quotes the best passage";

    /** The passages that answer these are not the first ones found, nor does reranking put all of them first. */
    private static final List<String> EXAMPLES =
            List.of("q-en-14", "q-en-15", "q-en-34", "q-zh-03", "q-zh-23", "q-zh-24");

    private final String framework;
    private final Reranker reranker;
    private final Members members;
    private final List<String> questions;
    private final Traces traces;
    private final Function<String, Reply> assistant;

    /** A desk whose reranker has nobody in its place. */
    Desk(String framework, Reranker reranker, Traces traces, Function<String, Reply> assistant) {
        this(framework, reranker, Members.none(), traces, assistant);
    }

    /**
     * A desk.
     *
     * @param framework what the application is built with
     * @param reranker the first choice
     * @param members who answers in its place, and itself
     * @param traces the listener of the rerank model, and who is told what was found
     * @param assistant answers a question on the thread that asks
     */
    public Desk(
            String framework, Reranker reranker, Members members, Traces traces, Function<String, Reply> assistant) {
        this.framework = framework;
        this.reranker = reranker;
        this.members = members;
        this.questions = KnowledgeBase.load().questions().stream()
                .filter(question -> EXAMPLES.contains(question.id()))
                .map(question -> question.text())
                .toList();
        this.traces = traces;
        this.assistant = assistant;
    }

    /** What the application is made of. */
    public About about() {
        List<Member> now = members.now();
        String noSwitch = now.isEmpty() ? Members.FOR_STAND_INS : null;
        return new About(framework, NO_CHAT_MODEL, reranker, now, noSwitch, questions);
    }

    /** Those who rerank one in the place of the other. */
    public Members members() {
        return members;
    }

    /**
     * The answer to a question.
     *
     * @throws BadQuestionException if the question is missing, empty, too long, or no text
     */
    public Answered answer(@Nullable String question) {
        String asked = Question.checked(question);
        Trace trace = new Trace();
        Reply reply = traces.follow(trace, () -> assistant.apply(asked));
        String unfit = unfit(asked, trace.found(), reply.sources());
        String judgedBy = trace.judgedBy();
        boolean known = judgedBy != null || trace.orderKept();
        return new Answered(
                asked,
                unfit.isEmpty(),
                unfit.isEmpty() ? reply.answer() : unfit,
                NO_CHAT_MODEL,
                members.reranker(judgedBy).orElse(reranker),
                judgedBy,
                known ? members.before(judgedBy) : List.of(),
                trace.orderKept(),
                members.now(),
                Ranked.before(trace.found(), reply.sources()),
                after(trace, reply.sources()),
                trace.took());
    }

    /** What kept its order has no score: nobody gave one. */
    private static List<Ranked> after(Trace trace, List<Source> kept) {
        List<Ranked> after = Ranked.after(trace.found(), kept);
        return trace.orderKept() ? after.stream().map(Ranked::unjudged).toList() : after;
    }

    /** Why nobody is answered with the best of passages that have nothing to do with the question; empty if they have. */
    private String unfit(String question, List<Source> found, List<Source> kept) {
        if (kept.isEmpty() && !found.isEmpty()) {
            return "Nothing fits: reranking found nothing relevant in " + found.size() + " passages.";
        }
        // a real model's scores are its own affair
        return reranker.standIn() && !Overlap.between(question, found)
                ? "Nothing seems to fit: none of the question's words, and none that begins like one of them, is in the "
                        + found.size() + " passages that were found."
                : "";
    }
}
