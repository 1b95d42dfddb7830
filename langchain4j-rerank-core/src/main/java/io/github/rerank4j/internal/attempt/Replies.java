package io.github.rerank4j.internal.attempt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.Content;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.spi.RerankReply.Scored;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns results into exactly one finite score per document, or says what is wrong with them. */
final class Replies {

    static final String FROM_0 = " (counted from 0)";

    /** What to do where the service is to blame. */
    static final String REPORT = "; report it to the provider";

    private static final String INDEX = "index";

    private Replies() {}

    /** Why a reply is no ranking of its documents. */
    static final class Misaligned extends Exception {

        private static final long serialVersionUID = 1L;

        private final @Nullable String finding;

        Misaligned(String problem) {
            this(problem, null);
        }

        private Misaligned(String problem, @Nullable String finding) {
            super(problem, null, false, false);
            this.finding = finding;
        }

        /**
         * A result lacks what its member of one of these names should be, or what it should be itself if there is none.
         * Where there is such a member, or the result is a value that is no number, the service is to blame.
         */
        static Misaligned of(String problem, List<String> names, JsonNode result) {
            if (names.isEmpty() ? !result.isContainerNode() : names.stream().anyMatch(result::has)) {
                return new Misaligned(problem + REPORT);
            }
            String wanted = names.isEmpty() ? "a number" : '"' + String.join("\" or \"", names) + '"';
            return new Misaligned(problem, "looked for " + wanted + ", found " + ReplyShape.of(result));
        }

        /**
         * What was looked for in the results, and what is there, in words that may be texts of a user's; null where the
         * message says what to do.
         */
        @Nullable
        String finding() {
            return finding;
        }
    }

    /**
     * The scores in document order.
     *
     * @throws Misaligned if any document has no score or two, a score is not a finite number, or it cannot be told which
     *     document a result is of
     */
    static double[] align(Scored reply, List<Content> documents) throws Misaligned {
        if (!reply.hits().isArray()) {
            throw new Misaligned("the reply holds no list of scores");
        }
        double[] scores = new double[documents.size()];
        boolean[] seen = new boolean[scores.length];
        String name = reply.indexName();
        Echoes echoes = new Echoes(documents);
        boolean byText = name != null && Echoes.standIn(reply.hits(), name);
        if (name == null) {
            requireOrder(reply.hits());
        }
        int position = 0;
        for (JsonNode hit : reply.hits()) {
            int index = position;
            if (name == null) {
                echoes.requirePosition(hit, position);
            } else {
                index = byText ? echoes.document(hit, position, name) : index(hit, name, position);
            }
            requireFree(index, seen);
            scores[index] = score(hit, reply, index);
            seen[index] = true;
            position++;
        }
        requireAll(seen, position);
        return scores;
    }

    /**
     * Refuses scores that are no probabilities; what rounding has put out of 0 to 1 is put back.
     *
     * @throws Misaligned at the first score that is none
     */
    static void requireProbabilities(double[] scores) throws Misaligned {
        for (int i = 0; i < scores.length; i++) {
            String fault = ScoreOutput.probabilityFault(scores[i]);
            if (fault != null) {
                throw new Misaligned("the score of document " + i + FROM_0 + " " + fault);
            }
            scores[i] = Math.min(1, Math.max(0, scores[i]));
        }
    }

    /**
     * Refuses results that should be in document order, but whose members "index" are positions in another one: from 0 or
     * 1 to the number of results, none of them twice. Anything else by that name is no position.
     */
    private static void requireOrder(JsonNode hits) throws Misaligned {
        BitSet seen = new BitSet();
        boolean ascending = true;
        for (JsonNode hit : hits) {
            JsonNode index = hit.path(INDEX);
            int position = index.isIntegralNumber() && index.canConvertToInt() ? index.intValue() : -1;
            if (position < 0 || position > hits.size() || seen.get(position)) {
                return;
            }
            seen.set(position);
            ascending &= seen.length() == position + 1;
        }
        if (!ascending) {
            throw new Misaligned("the results are not in document order", "their \"" + INDEX + "\" says so");
        }
    }

    private static int index(JsonNode hit, String name, int position) throws Misaligned {
        JsonNode index = hit.path(name);
        if (!index.isIntegralNumber() || !index.canConvertToInt()) {
            String problem =
                    "result " + position + FROM_0 + " names no document: its \"" + name + "\" is missing or no integer";
            throw Misaligned.of(problem, List.of(name), hit);
        }
        return index.intValue();
    }

    private static void requireFree(int index, boolean[] seen) throws Misaligned {
        if (index < 0 || index >= seen.length) {
            throw new Misaligned("the reply has a score for document " + index + FROM_0 + ", but only " + seen.length
                    + " documents were sent" + REPORT);
        }
        if (seen[index]) {
            throw new Misaligned("document " + index + FROM_0 + " has two scores" + REPORT);
        }
    }

    private static double score(JsonNode hit, Scored reply, int index) throws Misaligned {
        JsonNode score = reply.scoreNames().isEmpty() ? hit : named(hit, reply);
        if (score == null || !score.isNumber() || !Double.isFinite(score.doubleValue())) {
            String problem = "the score of document " + index + FROM_0 + " is missing or not a finite number";
            throw Misaligned.of(problem, reply.scoreNames(), hit);
        }
        if (score.doubleValue() == reply.failedScore()) {
            throw new Misaligned("document " + index + FROM_0 + " was not scored: with " + score.asText()
                    + " this server says that it failed on a document; look into its log, and check whether the document"
                    + " is too long");
        }
        return score.doubleValue();
    }

    private static @Nullable JsonNode named(JsonNode hit, Scored reply) {
        JsonNode score = null;
        for (int i = 0; score == null && i < reply.scoreNames().size(); i++) {
            score = hit.get(reply.scoreNames().get(i));
        }
        return score;
    }

    private static void requireAll(boolean[] seen, int results) throws Misaligned {
        for (int document = 0; document < seen.length; document++) {
            if (!seen[document]) {
                throw new Misaligned("document " + document + FROM_0 + " has no score: the reply has scores for "
                        + results + " of " + seen.length + " documents" + REPORT);
            }
        }
    }
}
