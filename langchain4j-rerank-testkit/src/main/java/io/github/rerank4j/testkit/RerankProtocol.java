package io.github.rerank4j.testkit;

import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.service.RerankScoringModel;
import java.util.List;

/** How one provider's requests and replies look: what a {@link ScoringModelContract} has to know to test its model. */
public interface RerankProtocol {

    /** The tokens that {@link #scored} reports for each reply. */
    int TOKENS = 7;

    /** A new builder with working credentials and whatever else the provider requires, but no base URL. */
    RerankScoringModel.Builder<?> builder();

    /** The most secret part of these credentials. */
    String secret();

    /** A reply with these scores, each a JSON literal, for documents 0, 1, 2 and so on, and {@link #TOKENS} tokens. */
    ScriptedReply scored(String... scores);

    /** The same without any word on tokens. */
    ScriptedReply withoutUsage(String... scores);

    /** Replies to three documents that break the provider's own way of naming them; empty if it has none. */
    List<ScriptedReply> misaligned();

    /** The provider's way of saying no, with these words in its message. */
    ScriptedReply refused(Refusal refusal, String words);

    /** The texts of the documents in a request. */
    List<String> documents(ReceivedRequest request);

    /** A model that {@link #builder} does not name and the provider takes. */
    default String otherModel() {
        return "another-model-of-this-test";
    }

    /** Reasons to say no that every provider has. */
    enum Refusal {
        /** Too many requests. */
        THROTTLED,
        /** The service fails for now. */
        OVERLOADED,
        /** The credentials are wrong. */
        UNAUTHORIZED,
        /** The request is wrong. */
        INVALID
    }
}
