package io.github.rerank4j.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.spi.RerankReply.Scored;
import org.jspecify.annotations.Nullable;

/** Turns results into exactly one finite score per document, or says what is wrong with them. */
final class Replies {

    private Replies() {}

    /** Why a reply is no ranking of its documents. */
    static final class Misaligned extends Exception {

        private static final long serialVersionUID = 1L;

        Misaligned(String problem) {
            super(problem, null, false, false);
        }
    }

    /**
     * The scores in document order.
     *
     * @throws Misaligned if any document has no score or two, or a score is not a finite number
     */
    static double[] align(Scored reply, int documents) throws Misaligned {
        if (!reply.hits().isArray()) {
            throw new Misaligned("the reply holds no list of scores");
        }
        double[] scores = new double[documents];
        boolean[] seen = new boolean[documents];
        int position = 0;
        for (JsonNode hit : reply.hits()) {
            String name = reply.indexName();
            int index = name == null ? position : index(hit, name, position);
            requireFree(index, seen);
            scores[index] = score(hit, reply, index);
            seen[index] = true;
            position++;
        }
        requireAll(seen, position);
        return scores;
    }

    private static int index(JsonNode hit, String name, int position) throws Misaligned {
        JsonNode index = hit.path(name);
        if (!index.isIntegralNumber() || !index.canConvertToInt()) {
            throw new Misaligned(
                    "result " + position + " names no document: its \"" + name + "\" is missing or no integer");
        }
        return index.intValue();
    }

    private static void requireFree(int index, boolean[] seen) throws Misaligned {
        if (index < 0 || index >= seen.length) {
            throw new Misaligned("a score is for document " + index + " of " + seen.length + " (counted from 0)");
        }
        if (seen[index]) {
            throw new Misaligned("document " + index + " has two scores");
        }
    }

    private static double score(JsonNode hit, Scored reply, int index) throws Misaligned {
        JsonNode score = reply.scoreNames().isEmpty() ? hit : named(hit, reply);
        if (score == null || !score.isNumber() || !Double.isFinite(score.doubleValue())) {
            throw new Misaligned("the score of document " + index + " is missing or not a finite number");
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
                throw new Misaligned("document " + document + " has no score: " + results + " results for "
                        + seen.length + " documents");
            }
        }
    }
}
