package io.github.rerank4j.spi;

import dev.langchain4j.data.message.ContentType;
import io.github.rerank4j.ScoreScale;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one model of a service takes and returns.
 *
 * @param limits what one request may hold
 * @param scale the range of the scores
 * @param listwise whether a score depends on the other documents of the request, so that a call cannot be split
 * @param kinds the kinds of content it ranks
 * @param blankDocuments whether a document without a visible character may be sent; a call with one is refused if not
 */
public record ModelTraits(
        RequestLimits limits, ScoreScale scale, boolean listwise, Set<ContentType> kinds, boolean blankDocuments) {

    /** Copies the kinds. */
    public ModelTraits {
        kinds = Set.copyOf(kinds);
    }

    /** A model that scores each document by itself: texts, without limits, blank ones too. */
    public static ModelTraits pointwise(ScoreScale scale) {
        return new ModelTraits(RequestLimits.NONE, scale, false, EnumSet.of(ContentType.TEXT), true);
    }

    /** A model that ranks the documents of a request against each other: a call must fit one request. */
    public static ModelTraits listwise(ScoreScale scale) {
        return pointwise(scale).listwise(true);
    }

    /** Documents in one request. */
    public int maxDocuments() {
        return limits.documents();
    }

    /** Characters in one request, the query counted once. */
    public int maxCharacters() {
        return limits.characters();
    }

    /** Characters in one document. */
    public int maxCharactersPerDocument() {
        return limits.charactersPerDocument();
    }

    /** Bytes in the body of one request. */
    public int maxBytes() {
        return limits.bytes();
    }

    /** These traits with at most so many documents in a request. */
    public ModelTraits maxDocuments(int limit) {
        return limits(limits.documents(limit));
    }

    /** These traits with at most so many characters in a request, the query counted once. */
    public ModelTraits maxCharacters(int limit) {
        return limits(limits.characters(limit));
    }

    /** These traits with at most so many characters in a document. */
    public ModelTraits maxCharactersPerDocument(int limit) {
        return limits(limits.charactersPerDocument(limit));
    }

    /** These traits with at most so many bytes in the body of a request. */
    public ModelTraits maxBytes(int limit) {
        return limits(limits.bytes(limit));
    }

    /** These traits with other limits. */
    public ModelTraits limits(RequestLimits others) {
        return new ModelTraits(others, scale, listwise, kinds, blankDocuments);
    }

    /** These traits with scores of another range. */
    public ModelTraits scale(ScoreScale other) {
        return new ModelTraits(limits, other, listwise, kinds, blankDocuments);
    }

    /** These traits for a model that ranks these kinds of content. */
    public ModelTraits kinds(ContentType first, ContentType... rest) {
        return new ModelTraits(limits, scale, listwise, EnumSet.of(first, rest), blankDocuments);
    }

    /** These traits, with scores that depend on the other documents of a request, or not. */
    public ModelTraits listwise(boolean dependent) {
        return new ModelTraits(limits, scale, dependent, kinds, blankDocuments);
    }

    /** These traits for a model of that name, which makes them listwise if such a model is known to be; null for none. */
    public ModelTraits ofNamed(@Nullable String modelName) {
        return ListwiseModels.include(modelName) ? listwise(true) : this;
    }

    /** These traits for a service that takes blank documents, or rejects them. */
    public ModelTraits blankDocuments(boolean taken) {
        return new ModelTraits(limits, scale, listwise, kinds, taken);
    }
}
