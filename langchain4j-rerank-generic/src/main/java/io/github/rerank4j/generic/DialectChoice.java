package io.github.rerank4j.generic;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a model speaks: the dialect that was set, or the default one, of which its errors say that none was. */
record DialectChoice(RerankDialect dialect, boolean made) implements RerankWire {

    private static final String DEFAULT_RESULTS = "data.results";

    static DialectChoice of(@Nullable RerankDialect chosen) {
        return new DialectChoice(chosen == null ? RerankDialect.ENVELOPE : chosen, chosen != null);
    }

    /** The dialect as the subject of a sentence about a setting. */
    String subject() {
        return made ? "the dialect " + dialect.name() : "no dialect is set, and the default, " + dialect.name() + ",";
    }

    /** What to do about a setting, for the end of that sentence: as given, or choose. */
    String way(String otherwise) {
        return otherwise + (made ? "" : ", or set that of the server, dialect(...), to one of " + names());
    }

    @Override
    public ModelTraits traits(@Nullable String modelName) {
        return dialect.wire().traits(modelName);
    }

    @Override
    public WireRequest encode(RerankCall call) {
        return dialect.wire().encode(call);
    }

    @Override
    public RerankReply decode(WireReply reply) {
        return dialect.wire().decode(reply);
    }

    @Override
    public String hint(WireReply reply) {
        if (made || isOfDefault(reply) || reply.status() >= 500 || reply.status() == 408 || reply.status() == 429) {
            return "";
        }
        return "no dialect is set, so the server was asked as " + dialect.name() + " (POST /" + dialect.settings().path
                + ", scores in " + DEFAULT_RESULTS + "); if it speaks another one, set dialect to that: " + names();
    }

    @Override
    public String misfit(WireReply reply) {
        String hint = hint(reply);
        return hint.isEmpty() ? dialect.wire().misfit(reply) : "; " + hint;
    }

    private static boolean isOfDefault(WireReply reply) {
        JsonNode success = reply.json().path("success");
        return success.isBoolean() && reply.json().has("code");
    }

    private static String names() {
        return RerankDialect.presets().stream().map(RerankDialect::name).collect(Collectors.joining(", "));
    }
}
