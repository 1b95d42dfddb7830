package io.github.rerank4j.internal.packing;

import io.github.rerank4j.spi.ModelTraits;

/**
 * The limits of one request: the model's, each replaced where the user gave a number of his own.
 *
 * @param documents documents in one request
 * @param characters query and documents of one request
 * @param charactersPerDocument one document
 * @param bytes the body of one request
 */
public record Limits(int documents, int characters, int charactersPerDocument, int bytes) {

    static final int UNLIMITED = Integer.MAX_VALUE;

    /** Limits that count no bytes. */
    Limits(int documents, int characters, int charactersPerDocument) {
        this(documents, characters, charactersPerDocument, UNLIMITED);
    }

    /** A user's limits; 0 leaves the model's. */
    static Limits of(ModelTraits traits, Limits users) {
        return new Limits(
                users.documents == 0 ? traits.maxDocuments() : users.documents,
                users.characters == 0 ? traits.maxCharacters() : users.characters,
                users.charactersPerDocument == 0 ? traits.maxCharactersPerDocument() : users.charactersPerDocument,
                users.bytes == 0 ? traits.maxBytes() : users.bytes);
    }

    /** These limits with less room for bodies. */
    Limits bytes(int limit) {
        return new Limits(documents, characters, charactersPerDocument, limit);
    }

    /** The characters one document may have beside a query of that length; below 1 if there is no room. */
    int roomBeside(int queryLength) {
        return Math.min(charactersPerDocument, characters == UNLIMITED ? characters : characters - queryLength);
    }
}
