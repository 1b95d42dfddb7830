package io.github.rerank4j.generic;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.ErrorBody;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model speaks: the dialect that was set, or the default one, of which its errors say that none was. */
record DialectChoice(RerankDialect dialect, boolean made) implements RerankWire {

    static final RerankDialect DEFAULT = RerankDialect.ENVELOPE;

    private static final String DEFAULT_RESULTS = "data.results";

    static DialectChoice of(@Nullable RerankDialect chosen) {
        return new DialectChoice(chosen == null ? DEFAULT : chosen, chosen != null);
    }

    /**
     * That a setting is missing, and what to do.
     *
     * @param reason why the dialect cannot do without, as the end of a sentence that begins with it
     */
    SettingException missing(String setting, String reason) {
        return made
                ? SettingException.of(
                        "{%s} is missing; the dialect %s %s", "set {%s}", setting, dialect.name(), reason, setting)
                : SettingException.of("{%s} is missing, and so is the dialect", remedy("set {%s}"), setting, setting);
    }

    /** What to do about a setting, as a template: as given, or first of all choose a dialect. */
    String remedy(String otherwise) {
        return made
                ? otherwise
                : "set {dialect(...)} to the one the server speaks: " + others() + "; with the default, "
                        + dialect.name() + ", " + otherwise;
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
        if (mayBeWrong(reply)) {
            return asked() + "; if it speaks another one, set dialect to that: " + others();
        }
        return made && hasNothingThere(reply)
                ? "the server was asked as " + dialect.name() + " (POST /" + path()
                        + "); if it speaks another dialect, set that one"
                : "";
    }

    @Override
    public String reading() {
        return dialect.wire().reading();
    }

    @Override
    public String correction() {
        return dialect.wire().correction();
    }

    @Override
    public String misfit(WireReply reply) {
        if (!mayBeWrong(reply)) {
            return dialect.wire().misfit(reply);
        }
        String senders = GenericWire.senders(reply);
        return senders.isEmpty()
                ? hint(reply)
                : senders + "; " + asked() + "; set dialect to the one the server speaks";
    }

    private String asked() {
        return "no dialect is set, so the server was asked as " + dialect.name() + " (POST /" + path() + ", scores in "
                + DEFAULT_RESULTS + ")";
    }

    private String path() {
        return dialect.address.path();
    }

    /** Whether the reply is that of a server that knows no such path, not one that knows no such model. */
    private static boolean hasNothingThere(WireReply reply) {
        boolean unknown = reply.status() == HttpURLConnection.HTTP_NOT_FOUND
                || reply.status() == HttpURLConnection.HTTP_BAD_METHOD;
        return unknown && !ErrorBody.namesModel(reply.json().toString());
    }

    /** Whether the reply does not look like one of a server that speaks the default, or is busy. */
    private boolean mayBeWrong(WireReply reply) {
        return !made && !isOfDefault(reply) && reply.status() < 500 && reply.status() != 408 && reply.status() != 429;
    }

    private static boolean isOfDefault(WireReply reply) {
        JsonNode success = reply.json().path("success");
        return success.isBoolean() && reply.json().has("code");
    }

    /** All but the default. */
    private static String others() {
        List<String> others = new ArrayList<>(RerankDialect.names());
        others.remove(DEFAULT.name());
        return String.join(", ", others);
    }
}
