package io.github.rerank4j.examples.web;

import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import io.github.rerank4j.examples.knowledge.Question;
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

    private static final int LONGEST_QUESTION = 500;

    /** The passages that answer these are not the first ones found. */
    private static final List<String> EXAMPLES =
            List.of("q-en-05", "q-en-14", "q-en-34", "q-zh-03", "q-zh-23", "q-zh-24");

    private final About about;
    private final Traces traces;
    private final Function<String, Reply> assistant;

    /**
     * A desk.
     *
     * @param framework what the application is built with
     * @param traces the listener of the rerank model, and who is told what was found
     * @param assistant answers a question on the thread that asks
     */
    public Desk(String framework, Reranker reranker, Traces traces, Function<String, Reply> assistant) {
        List<String> questions = KnowledgeBase.load().questions().stream()
                .filter(question -> EXAMPLES.contains(question.id()))
                .map(Question::text)
                .toList();
        this.about = new About(framework, NO_CHAT_MODEL, reranker, questions);
        this.traces = traces;
        this.assistant = assistant;
    }

    /** What the application is made of. */
    public About about() {
        return about;
    }

    /**
     * The answer to a question.
     *
     * @throws BadQuestionException if the question is missing or too long
     */
    public Answered answer(@Nullable String question) {
        String asked = checked(question);
        Trace trace = new Trace();
        Reply reply = traces.follow(trace, () -> assistant.apply(asked));
        return new Answered(
                asked,
                reply.answer(),
                about.chat(),
                about.reranker(),
                Ranked.before(trace.found(), reply.sources()),
                Ranked.after(trace.found(), reply.sources()),
                trace.took());
    }

    private static String checked(@Nullable String question) {
        if (question == null || question.isBlank()) {
            throw new BadQuestionException("Ask something: the question is empty.");
        }
        String asked = question.strip();
        if (asked.length() > LONGEST_QUESTION) {
            throw new BadQuestionException("Ask something shorter: the question has " + asked.length()
                    + " characters, and " + LONGEST_QUESTION + " are the most.");
        }
        return asked;
    }
}
