package io.github.rerank4j.internal;

import io.github.rerank4j.spi.ModelTraits;

/**
 * The limits of one request: the model's, each replaced where the user gave a number of his own.
 *
 * @param documents documents in one request
 * @param characters query and documents of one request
 * @param charactersPerDocument one document
 */
record Limits(int documents, int characters, int charactersPerDocument) {

    /** A user's limits; 0 leaves the model's. */
    static Limits of(ModelTraits traits, int documents, int characters, int charactersPerDocument) {
        return new Limits(
                documents == 0 ? traits.maxDocuments() : documents,
                characters == 0 ? traits.maxCharacters() : characters,
                charactersPerDocument == 0 ? traits.maxCharactersPerDocument() : charactersPerDocument);
    }

    /** The characters one document may have beside a query of that length; below 1 if there is no room. */
    int roomBeside(int queryLength) {
        return Math.min(charactersPerDocument, characters == Integer.MAX_VALUE ? characters : characters - queryLength);
    }
}
