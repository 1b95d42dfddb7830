package io.github.rerank4j.spark;

import java.util.LinkedHashSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How a job fares on this executor, in all its tasks there. A call that is refused, perhaps for its documents, counts once
 * for its question, as one question may be many calls; any other failure counts each time. Thread-safe.
 */
final class JobHealth {

    /**
     * So many refusals without a score between them are of no document, beside some for each call that may be in flight:
     * where documents are refused in all of these at once, each has time to find one that is not.
     */
    private static final int OF_DOCUMENTS = 40;

    private static final int OF_DOCUMENTS_PER_CALL = 8;

    private final int mostOfDocuments;
    private final Recent failed = new Recent();
    private final Recent refused = new Recent();
    private final Recent hopeless = new Recent();
    private int refusals;
    private int failuresInARow;
    private int refusalsInARow;
    private final AtomicReference<@Nullable String> end = new AtomicReference<>();

    /**
     * Of a job that has done nothing.
     *
     * @param inFlight how many calls this executor may have on the way
     */
    JobHealth(int inFlight) {
        this.mostOfDocuments = OF_DOCUMENTS + OF_DOCUMENTS_PER_CALL * inFlight;
    }

    /** A call has brought scores for documents of a question. */
    synchronized void answered(String question) {
        failuresInARow = 0;
        refusalsInARow = 0;
        refusals = 0;
        failed.clear();
        refused.clear();
        hopeless.remove(question);
    }

    /**
     * A call has failed as a whole, for no fault of its documents.
     *
     * @param failsFast whether it is of a kind that fails fast
     */
    synchronized void failed(boolean failsFast) {
        failuresInARow++;
        refusalsInARow += failsFast ? 1 : 0;
    }

    /**
     * A call was refused, and so was all that was asked of its parts.
     *
     * @param failsFast whether it is of a kind that fails fast
     */
    synchronized void failed(String question, boolean failsFast) {
        failuresInARow += failed.add(question) ? 1 : 0;
        refusalsInARow += failsFast && refused.add(question) ? 1 : 0;
    }

    /** A call, whole or a part, was refused, perhaps for one of its documents. */
    synchronized void refused() {
        refusals++;
    }

    /** Several documents of a question were refused each by itself, and none of its call got a score. */
    synchronized void hopeless(String question) {
        hopeless.add(question);
    }

    /**
     * Whether parts of a refused call are worth asking: not where so many were refused since there were scores that the
     * service refuses everything, nor for a question that is refused whatever the document is.
     */
    synchronized boolean mayBeOfDocuments(String question) {
        return refusals <= mostOfDocuments && !hopeless.contains(question);
    }

    synchronized int failuresInARow() {
        return failuresInARow;
    }

    synchronized int refusalsInARow() {
        return refusalsInARow;
    }

    /** Lets no task ask any more. The first reason stays. */
    void end(String reason) {
        end.compareAndSet(null, reason);
    }

    /** Why the job has ended here; null while it goes on. */
    @Nullable
    String end() {
        return end.get();
    }

    /** The latest questions of a kind, as numbers: texts may be long. Two with the same number are taken for one. */
    private static final class Recent {

        private static final int MOST = 1_000;

        private final LinkedHashSet<Long> questions = new LinkedHashSet<>();

        /** Whether it was not there. */
        boolean add(String question) {
            boolean fresh = questions.add(number(question));
            if (questions.size() > MOST) {
                questions.remove(questions.iterator().next());
            }
            return fresh;
        }

        boolean contains(String question) {
            return !questions.isEmpty() && questions.contains(number(question));
        }

        void remove(String question) {
            if (!questions.isEmpty()) {
                questions.remove(number(question));
            }
        }

        void clear() {
            questions.clear();
        }

        private static long number(String question) {
            return (long) question.length() << Integer.SIZE ^ question.hashCode();
        }
    }
}
