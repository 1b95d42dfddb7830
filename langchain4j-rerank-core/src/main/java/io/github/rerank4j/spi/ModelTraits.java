package io.github.rerank4j.spi;

import dev.langchain4j.data.message.ContentType;
import io.github.rerank4j.ScoreScale;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one model of a service takes and returns. Limits are per request, {@link Integer#MAX_VALUE} where none is known;
 * a character is one UTF-16 unit, and only texts have characters.
 *
 * @param maxDocuments documents in one request
 * @param maxCharacters query, counted once, and all documents of one request
 * @param maxCharactersPerDocument one document
 * @param maxBytes the body of one request, in UTF-8
 * @param scale the range of the scores
 * @param listwise whether a score depends on the other documents of the request, so that a call cannot be split
 * @param kinds the kinds of content it ranks
 * @param blankDocuments whether a document without a visible character may be sent; a call with one is refused if not
 */
public record ModelTraits(
        int maxDocuments,
        int maxCharacters,
        int maxCharactersPerDocument,
        int maxBytes,
        ScoreScale scale,
        boolean listwise,
        Set<ContentType> kinds,
        boolean blankDocuments) {

    private static final int UNLIMITED = Integer.MAX_VALUE;

    /** Checks the limits and copies the kinds. */
    public ModelTraits {
        if (maxDocuments < 1 || maxCharacters < 1 || maxCharactersPerDocument < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("maxDocuments, maxCharacters, maxCharactersPerDocument and maxBytes are "
                    + maxDocuments + ", " + maxCharacters + ", " + maxCharactersPerDocument + " and " + maxBytes
                    + ", but each must be at least 1; leave out a limit there is none of");
        }
        kinds = Set.copyOf(kinds);
    }

    /** A model that scores each document by itself: texts, without limits, blank ones too. */
    public static ModelTraits pointwise(ScoreScale scale) {
        return new ModelTraits(
                UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, scale, false, EnumSet.of(ContentType.TEXT), true);
    }

    /** A model that ranks the documents of a request against each other: a call must fit one request. */
    public static ModelTraits listwise(ScoreScale scale) {
        return new ModelTraits(
                UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, scale, true, EnumSet.of(ContentType.TEXT), true);
    }

    /** These traits with at most so many documents in a request. */
    public ModelTraits maxDocuments(int limit) {
        return new ModelTraits(
                limit, maxCharacters, maxCharactersPerDocument, maxBytes, scale, listwise, kinds, blankDocuments);
    }

    /** These traits with at most so many characters in a request, the query counted once. */
    public ModelTraits maxCharacters(int limit) {
        return new ModelTraits(
                maxDocuments, limit, maxCharactersPerDocument, maxBytes, scale, listwise, kinds, blankDocuments);
    }

    /** These traits with at most so many characters in a document. */
    public ModelTraits maxCharactersPerDocument(int limit) {
        return new ModelTraits(maxDocuments, maxCharacters, limit, maxBytes, scale, listwise, kinds, blankDocuments);
    }

    /** These traits with at most so many bytes in the body of a request. */
    public ModelTraits maxBytes(int limit) {
        return new ModelTraits(
                maxDocuments, maxCharacters, maxCharactersPerDocument, limit, scale, listwise, kinds, blankDocuments);
    }

    /** These traits with scores of another range. */
    public ModelTraits scale(ScoreScale other) {
        return new ModelTraits(
                maxDocuments,
                maxCharacters,
                maxCharactersPerDocument,
                maxBytes,
                other,
                listwise,
                kinds,
                blankDocuments);
    }

    /** These traits for a model that ranks these kinds of content. */
    public ModelTraits kinds(ContentType first, ContentType... rest) {
        return new ModelTraits(
                maxDocuments,
                maxCharacters,
                maxCharactersPerDocument,
                maxBytes,
                scale,
                listwise,
                EnumSet.of(first, rest),
                blankDocuments);
    }

    /** These traits, with scores that depend on the other documents of a request, or not. */
    public ModelTraits listwise(boolean dependent) {
        return new ModelTraits(
                maxDocuments,
                maxCharacters,
                maxCharactersPerDocument,
                maxBytes,
                scale,
                dependent,
                kinds,
                blankDocuments);
    }

    /** These traits for a model of that name, which makes them listwise if such a model is known to be; null for none. */
    public ModelTraits ofNamed(@Nullable String modelName) {
        return ListwiseModels.include(modelName) ? listwise(true) : this;
    }

    /** These traits for a service that takes blank documents, or rejects them. */
    public ModelTraits blankDocuments(boolean taken) {
        return new ModelTraits(
                maxDocuments, maxCharacters, maxCharactersPerDocument, maxBytes, scale, listwise, kinds, taken);
    }
}
