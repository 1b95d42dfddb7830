package io.github.rerank4j.spi;

import org.jspecify.annotations.Nullable;

/** What a rerank service is: a pair of pure functions between a batch and its bytes. No I/O, no state, no retry. */
public interface RerankWire {

    /**
     * What a model takes and returns; null asks for the service's default model. Never null. Asked with null when a model
     * is built, and with a name when that is first used, by several threads; the same for one name as long as a model
     * lives, because answers are remembered.
     */
    ModelTraits traits(@Nullable String modelName);

    /**
     * The request for one batch.
     *
     * @throws dev.langchain4j.exception.UnsupportedFeatureException for what the service cannot express
     */
    WireRequest encode(RerankCall call);

    /**
     * What a reply says: scores, not yet checked, or a refusal. A 2xx reply that is neither becomes a {@code Scored}
     * whose {@code hits} are no array; the core refuses it.
     */
    RerankReply decode(WireReply reply);

    /**
     * How scores are read from a reply, where services of one name differ in that: the same text for the same way, in
     * every JVM. A part of {@link io.github.rerank4j.RerankerTraits#identity}, so a wire that asks another one hands on
     * that one's; empty where there is just one way.
     */
    String reading();

    /**
     * What may be wrong on the user's side where a reply is a refusal, for the end of that error's message: without words
     * of the reply's, and without a separator. Empty by default.
     */
    default String hint(WireReply reply) {
        return "";
    }

    /**
     * What a user may have stated wrongly where a result has no score or names no document, for the end of a message that
     * says what was looked for; without a separator. Empty, the default, where the provider is to blame.
     */
    default String correction() {
        return "";
    }

    /**
     * What to check when a reply holds no list of scores, for the end of a message that says what it looks like; without
     * a separator. Default: the base URL.
     */
    default String misfit(WireReply reply) {
        return "correct baseUrl";
    }
}
