package io.github.rerank4j.generic;

import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The protocol a dialect describes. */
final class GenericWire implements RerankWire {

    private static final String ANY_IMAGE = "https://example.invalid/image.png";

    private static final int SENDERS = 4;

    private final RerankDialect dialect;
    private final RequestWriter requests;
    private final ReplyReader replies;

    /**
     * The wire of a dialect.
     *
     * @throws IllegalArgumentException if the settings contradict each other
     */
    GenericWire(RerankDialect dialect) {
        this.dialect = dialect;
        this.requests = new RequestWriter(dialect);
        this.replies = new ReplyReader(dialect);
        tryOut();
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

    /** Writes a request of each form, which finds values that have the same pointer. */
    private void tryOut() {
        String model = requests.takesModel() ? "model" : null;
        String instruction = dialect.request.instruction() == null ? null : "instruction";
        TextContent text = TextContent.from("text");
        requests.write(new RerankCall(text, List.of(text), model, instruction, Map.of(), Map.of()));
        if (dialect.request.mixed() != null) {
            ImageContent image = ImageContent.from(ANY_IMAGE);
            requests.write(new RerankCall(text, List.of(image), model, instruction, Map.of(), Map.of()));
        } else if (!dialect.models.textsOnly()) {
            throw new IllegalArgumentException("the dialect " + dialect.name()
                    + " ranks more than texts, but does not say where they are in a request; set mixed(...)");
        }
    }
}
