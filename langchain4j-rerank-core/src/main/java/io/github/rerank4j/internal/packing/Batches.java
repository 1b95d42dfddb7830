package io.github.rerank4j.internal.packing;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.LongDocuments;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RequestLimits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Packs the documents of a call into the fewest requests that the limits allow, evenly, and merges their scores. */
public final class Batches {

    private final List<RerankCall> batches;
    /** Of each passage, in the order of the batches, the position of its document; null where nothing was divided or cut. */
    private final int @Nullable [] positions;

    private final int documents;

    private Batches(List<RerankCall> batches, int @Nullable [] positions, int documents) {
        this.batches = batches;
        this.positions = positions;
        this.documents = documents;
    }

    /** The scores of one batch in the order of its passages, with the reply they came in. */
    public record BatchScores(
            double[] scores,
            @Nullable TokenUsage usage,
            @Nullable String modelName,
            @Nullable String requestId) {}

    /**
     * The batches of a call, in document order, whatever their bodies take.
     *
     * @throws UnsupportedFeatureException for content the model does not rank
     * @throws InvalidRequestException for what does not fit the limits
     */
    static Batches of(RerankCall whole, ModelTraits traits, RequestLimits limits, LongDocuments longDocuments) {
        requireRankable(whole, traits);
        if (fitOneRequest(whole.documents(), Passage.length(whole.query()), limits)) {
            return new Batches(List.of(whole), null, whole.documents().size());
        }
        return packed(whole, traits, limits, longDocuments, null);
    }

    /** The batches of a call that {@link #of} takes, with bodies inside the limit too. */
    static Batches ofSizes(
            RerankCall whole, ModelTraits traits, RequestLimits limits, LongDocuments longDocuments, BodySizes sizes) {
        return packed(whole, traits, limits, longDocuments, sizes);
    }

    private static Batches packed(
            RerankCall whole,
            ModelTraits traits,
            RequestLimits limits,
            LongDocuments longDocuments,
            @Nullable BodySizes sizes) {
        int queryLength = Passage.length(whole.query());
        Room room = Room.beside(queryLength, limits, sizes);
        List<Passage> passages = Passage.of(whole.documents(), room, longDocuments);
        if (!traits.blankDocuments()) {
            passages = withoutBlank(passages, longDocuments);
        }
        int[] reach = new Filling(passages, queryLength, limits, sizes).reach();
        EvenSplit split = new EvenSplit(reach);
        if (traits.listwise() && split.requests() > 1) {
            int fitting = passages.get(reach[0]).document();
            throw listwise(whole.documents().size(), split.requests(), fitting);
        }
        List<RerankCall> batches = new ArrayList<>(split.requests());
        int from = 0;
        for (int left = split.requests(); left > 0; left--) {
            int to = split.end(from, left);
            batches.add(with(whole, contents(passages.subList(from, to))));
            from = to;
        }
        int[] positions = passages.stream().mapToInt(Passage::document).toArray();
        return new Batches(batches, positions, whole.documents().size());
    }

    /** What the wire gets, in document order. */
    List<RerankCall> list() {
        return batches;
    }

    /**
     * The best score of each document over its passages, in document order. The array may be that of a part: who changes
     * it changes the part. Parts come in the order of the batches.
     */
    public double[] scores(List<BatchScores> parts) {
        if (positions == null) {
            return parts.get(0).scores();
        }
        double[] scores = new double[documents];
        Arrays.fill(scores, Double.NEGATIVE_INFINITY);
        int passage = 0;
        for (int i = 0; i < batches.size(); i++) {
            double[] part = parts.get(i).scores();
            for (int j = 0; j < batches.get(i).documents().size(); j++) {
                int document = positions[passage];
                scores[document] = Math.max(scores[document], part[j]);
                passage++;
            }
        }
        return scores;
    }

    /** The tokens of all parts, or null if one of them did not report its own. */
    public static @Nullable TokenUsage usage(List<BatchScores> parts) {
        TokenUsage sum = null;
        for (BatchScores part : parts) {
            if (part.usage() == null) {
                return null;
            }
            sum = sum == null ? part.usage() : Tokens.sum(sum, part.usage());
        }
        return sum;
    }

    /** The usual case, for which nothing has to be cut or copied. */
    private static boolean fitOneRequest(List<Content> documents, int queryLength, RequestLimits limits) {
        int room = Room.charactersBeside(queryLength, limits);
        long characters = queryLength;
        for (Content document : documents) {
            int length = Passage.length(document);
            if (length > room) {
                return false;
            }
            characters += length;
        }
        return room > 0
                && documents.size() <= limits.documents()
                && RequestLimits.allows(limits.characters(), characters);
    }

    private static List<Content> contents(List<Passage> passages) {
        return List.of(passages.stream().map(Passage::content).toArray(Content[]::new));
    }

    /** A call with other documents. */
    static RerankCall with(RerankCall whole, List<Content> documents) {
        return new RerankCall(
                whole.query(), documents, whole.modelName(), whole.instruction(), whole.input(), whole.parameters());
    }

    /** A document that is not blank may have passages that are; the others score it. */
    private static List<Passage> withoutBlank(List<Passage> passages, LongDocuments longDocuments) {
        List<Passage> kept = new ArrayList<>(passages.size());
        for (Passage passage : passages) {
            if (!isBlank(passage.content())) {
                kept.add(passage);
            } else if (longDocuments != LongDocuments.SPLIT) {
                throw blank(passage.document(), "is blank as far as it can be sent");
            }
        }
        return kept;
    }

    private static void requireRankable(RerankCall call, ModelTraits traits) {
        if (!traits.kinds().contains(call.query().type())) {
            throw unrankable("the query", call.query(), traits);
        }
        for (int i = 0; i < call.documents().size(); i++) {
            Content document = call.documents().get(i);
            if (!traits.kinds().contains(document.type())) {
                throw unrankable("document " + i + " (counted from 0)", document, traits);
            }
            if (!traits.blankDocuments() && isBlank(document)) {
                throw blank(i, "is blank");
            }
        }
    }

    private static UnsupportedFeatureException unrankable(String what, Content content, ModelTraits traits) {
        return new UnsupportedFeatureException(what + " is "
                + content.type().name().toLowerCase(Locale.ROOT) + " content, and this model ranks only "
                + traits.kinds().stream()
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .collect(Collectors.joining(" and "))
                + "; leave it out, send a text instead, or ask another model");
    }

    private static boolean isBlank(Content content) {
        return content instanceof TextContent text && text.text().isBlank();
    }

    private static InvalidRequestException blank(int document, String how) {
        return new InvalidRequestException("document " + document + " (counted from 0) " + how
                + ", and this service rejects blank documents; leave it out");
    }

    private static InvalidRequestException listwise(int documents, int requests, int fitting) {
        return new InvalidRequestException("this model compares the documents of one request with each other, and "
                + documents + " documents need " + requests + " requests, whose scores could not be compared; "
                + (fitting == 0
                        ? "not even the first document fits: shorten the documents"
                        : "one request holds " + fitting + ": lower maxResults of the content retriever to that"));
    }
}
