package io.github.rerank4j.internal;

import io.github.rerank4j.internal.Batches.Part;
import io.github.rerank4j.internal.Exchange.Answer;
import io.github.rerank4j.internal.Exchange.OversizedReply;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.Loading;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.WireReply;
import java.time.Duration;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Understands a reply: scores, checked, or what is wrong with it. A connection with an odd reply is not used again. */
final class Interpreter {

    private static final int LONGEST_WORD = 100;
    private static final int TOO_LARGE = 413;

    private final RerankWire wire;
    private final Endpoint endpoint;
    private final String place;
    private final Backoff backoff;
    private final AttemptLog log;

    Interpreter(RerankWire wire, Endpoint endpoint, String place, Backoff backoff, AttemptLog log) {
        this.wire = wire;
        this.endpoint = endpoint;
        this.place = place;
        this.backoff = backoff;
        this.log = log;
    }

    /** The outcome of an attempt that was answered after so many nanoseconds. */
    Outcome outcome(Sent sent, Answer answer, long nanos) {
        WireReply reply = answer.reply();
        RerankReply decoded = wire.decode(reply);
        String requestId = requestId(decoded, sent);
        log.reply(sent, reply, nanos, requestId, decoded instanceof Scored scored ? scored.usage() : null);
        if (!reply.json().isContainerNode()) {
            answer.discardConnection().run();
        }
        if (reply.status() >= 300 && reply.status() < 400) {
            return failed(sent, Fault.redirected(place, reply, requestId, target(reply, sent)));
        }
        if (decoded instanceof Scored scored) {
            return scored(scored.requestId(requestId), sent, answer);
        }
        Refused refused = understood((Refused) decoded, reply);
        Refused shown = new Refused(
                refused.kind(),
                shown(refused.code(), sent),
                sent.redacted(refused.message() + modelAskedFor(refused, sent)) + size(reply, sent),
                requestId);
        Duration asked = refused.kind() == ErrorKind.RATE_LIMIT ? backoff.askedByLimit(reply) : backoff.asked(reply);
        return failed(sent, Fault.refused(place, refused, shown, reply, asked));
    }

    /** A server that is loading its model says so in the same words whatever its dialect. */
    private static Refused understood(Refused refused, WireReply reply) {
        return Loading.saidBy(reply, refused.message())
                ? new Refused(ErrorKind.LOADING, refused.code(), refused.message(), refused.requestId())
                : refused;
    }

    /** What a service that finds a request too large was sent, because it seldom says how large it may be. */
    private static String size(WireReply reply, Sent sent) {
        return reply.status() == TOO_LARGE
                ? " (" + sent.outgoing().call().documents().size() + " documents, "
                        + sent.outgoing().request().body().length() + " bytes)"
                : "";
    }

    /** Services that know no such model seldom repeat its name, in which a stray character may be what is wrong. */
    private static String modelAskedFor(Refused refused, Sent sent) {
        String model = sent.outgoing().call().modelName();
        return refused.kind() == ErrorKind.MODEL_NOT_FOUND && model != null ? " (model \"" + model + "\")" : "";
    }

    /** The outcome of an attempt whose reply was too large to be read. */
    Outcome outcome(Sent sent, OversizedReply oversized, long nanos) {
        WireReply head = oversized.head();
        String requestId = requestId(wire.decode(head), sent);
        log.reply(sent, head, nanos, requestId, null);
        return failed(sent, Fault.invalidReply(place, head, requestId, String.valueOf(oversized.getMessage())));
    }

    private static @Nullable String requestId(RerankReply decoded, Sent sent) {
        String id = decoded instanceof Scored scored ? scored.requestId() : ((Refused) decoded).requestId();
        return shown(id, sent);
    }

    /** A code or an id on one line, short, and without what must not be shown. */
    private static @Nullable String shown(@Nullable String word, Sent sent) {
        if (word == null) {
            return null;
        }
        String redacted = sent.isClean(word) ? word : sent.redacted(word);
        return redacted.length() <= LONGEST_WORD ? redacted : redacted.substring(0, LONGEST_WORD) + "…";
    }

    private Outcome scored(Scored scored, Sent sent, Answer answer) {
        try {
            int documents = sent.outgoing().call().documents().size();
            double[] scores = Replies.align(scored, documents);
            return new Outcome.Scores(new Part(scores, scored.usage(), scored.modelName(), scored.requestId()));
        } catch (Replies.Misaligned misaligned) {
            answer.discardConnection().run();
            String problem = misaligned.getMessage() + excerpt(sent, answer.reply());
            return failed(sent, Fault.invalidReply(place, answer.reply(), scored.requestId(), problem));
        }
    }

    private static String excerpt(Sent sent, WireReply reply) {
        if (reply.json().isContainerNode()) {
            return "";
        }
        String excerpt = sent.redacted(reply.excerpt());
        return excerpt.isEmpty() ? "; its body is empty" : "; it is no JSON object and begins: " + excerpt;
    }

    private String target(WireReply reply, Sent sent) {
        String location = reply.header("Location");
        HttpUrl target = location == null ? null : endpoint.resolve("").url().resolve(location);
        return target == null ? "another address" : sent.redacted(target.host());
    }

    private static Outcome failed(Sent sent, Fault fault) {
        return new Outcome.Failed(fault, sent.credentials());
    }
}
