package io.github.rerank4j.generic;

import static io.github.rerank4j.generic.DialectChecks.allGiven;
import static io.github.rerank4j.generic.DialectChecks.given;

import dev.langchain4j.data.message.ContentType;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.ModelTraits;
import java.util.function.UnaryOperator;

/** What of a dialect its models take and return; the other statements are {@link RerankDialectBuilder}'s own. */
abstract sealed class ModelStatements permits RerankDialectBuilder {

    ModelTable models;

    ModelStatements(ModelTable models) {
        this.models = models;
    }

    abstract RerankDialectBuilder self();

    /** The range of the scores of all models stated so far. Default {@link ScoreScale#UNKNOWN}. */
    public RerankDialectBuilder scoreScale(ScoreScale scale) {
        given("scoreScale", scale);
        return all(traits -> traits.scale(scale));
    }

    /** The documents one request may have, for all models stated so far. Default: no limit known. */
    public RerankDialectBuilder maxDocuments(int limit) {
        return all(traits -> traits.maxDocuments(limit));
    }

    /**
     * The characters one request may have, the query counted once, for all models stated so far. Default: no limit known.
     */
    public RerankDialectBuilder maxCharacters(int limit) {
        return all(traits -> traits.maxCharacters(limit));
    }

    /** The characters one document may have, for all models stated so far. Default: no limit known. */
    public RerankDialectBuilder maxCharactersPerDocument(int limit) {
        return all(traits -> traits.maxCharactersPerDocument(limit));
    }

    /** The bytes the body of one request may have, for all models stated so far. Default: no limit known. */
    public RerankDialectBuilder maxBytes(int limit) {
        return all(traits -> traits.maxBytes(limit));
    }

    /** Whether scores depend on the other documents of a request, which then is not split. Default false. */
    public RerankDialectBuilder listwise(boolean listwise) {
        return all(traits -> traits.listwise(listwise));
    }

    /**
     * The kinds of content all models stated so far rank. Default: texts. More need {@link RerankDialectBuilder#mixed}.
     */
    public RerankDialectBuilder contentKinds(ContentType first, ContentType... rest) {
        given("contentKinds", first);
        allGiven("contentKinds", rest);
        return all(traits -> traits.kinds(first, rest));
    }

    /** Whether the service takes blank documents; a call with one is refused if not. Default true. */
    public RerankDialectBuilder blankDocuments(boolean taken) {
        return all(traits -> traits.blankDocuments(taken));
    }

    /**
     * What models whose names start like this, in any case, take and return instead. Of several that fit, the one
     * stated last counts. These traits are whole: scale, limits and kinds that were stated of all models before do not
     * hold for these models, those that are stated later do. Models that no statement is about are listwise if their name is that of one that is known to
     * be.
     */
    public RerankDialectBuilder forModels(String start, ModelTraits traits) {
        models = models.with(DialectChecks.start("forModels", start), given("forModels", traits));
        return self();
    }

    private RerankDialectBuilder all(UnaryOperator<ModelTraits> change) {
        models = models.all(change);
        return self();
    }
}
