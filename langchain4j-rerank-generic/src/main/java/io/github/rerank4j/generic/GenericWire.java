package io.github.rerank4j.generic;

import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The protocol a dialect describes. */
final class GenericWire implements RerankWire {

    private static final int SENDERS = 4;

    private final RerankDialect dialect;
    private final RequestWriter requests;
    private final ReplyReader replies;

    GenericWire(RerankDialect dialect) {
        this.dialect = dialect;
        this.requests = new RequestWriter(dialect);
        this.replies = new ReplyReader(dialect);
    }

    @Override
    public ModelTraits traits(@Nullable String modelName) {
        return dialect.models.of(modelName);
    }

    @Override
    public WireRequest encode(RerankCall call) {
        return requests.write(call);
    }

    @Override
    public RerankReply decode(WireReply reply) {
        return replies.read(reply);
    }

    @Override
    public String reading() {
        return dialect.results.toString();
    }

    @Override
    public String correction() {
        for (RerankDialect preset : RerankDialect.presets()) {
            if (preset.name().equals(dialect.name()) && preset.results.equals(dialect.results)) {
                return "";
            }
        }
        return "correct index(...) or scores(...) of the dialect " + dialect.name();
    }

    /** Names the dialects whose servers send such a list; they are looked at only when one is missing. */
    @Override
    public String misfit(WireReply reply) {
        String senders = senders(reply);
        return (senders.isEmpty() ? "" : senders + "; ") + "correct dialect (it is " + dialect.name() + ") or baseUrl";
    }

    /** The ready dialects whose servers send such a list, as a clause; empty if none does. */
    static String senders(WireReply reply) {
        List<String> senders = RerankDialect.presets().stream()
                .filter(preset -> preset.wire().replies.holdsResults(reply))
                .map(RerankDialect::name)
                .toList();
        String some = String.join(", ", senders.subList(0, Math.min(SENDERS, senders.size())));
        return senders.isEmpty() ? "" : some + verb(senders.size()) + " such a list";
    }

    private static String verb(int senders) {
        if (senders > SENDERS) {
            return " and others send";
        }
        return senders == 1 ? " sends" : " send";
    }

    RequestWriter requests() {
        return requests;
    }
}
