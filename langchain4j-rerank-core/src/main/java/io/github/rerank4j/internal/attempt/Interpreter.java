package io.github.rerank4j.internal.attempt;

import io.github.rerank4j.internal.http.Endpoint;
import io.github.rerank4j.internal.http.Exchange.Received;
import io.github.rerank4j.internal.http.OversizedReply;
import io.github.rerank4j.internal.packing.Batches.BatchScores;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.text.OneLine;
import java.net.HttpURLConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Understands a reply: scores, checked, or what is wrong with it. A connection with an odd reply is not used again. */
final class Interpreter {

    private final RerankWire wire;
    private final Endpoint endpoint;
    private final String service;
    private final Backoff backoff;
    private final AttemptLog log;

    Interpreter(RerankWire wire, Endpoint endpoint, String service, Backoff backoff, AttemptLog log) {
        this.wire = wire;
        this.endpoint = endpoint;
        this.service = service;
        this.backoff = backoff;
        this.log = log;
    }

    /** The outcome of an attempt that was answered after so many nanoseconds. */
    Outcome outcome(SentAttempt sent, Received received, long nanos) {
        WireReply reply = received.reply();
        RerankReply decoded = wire.decode(reply);
        String requestId = requestId(decoded, sent);
        log.reply(sent, reply, nanos, requestId, decoded instanceof Scored scored ? scored.usage() : null);
        if (!reply.json().isContainerNode()) {
            received.discardConnection().run();
        }
        if (reply.status() >= 300 && reply.status() < 400) {
            return failed(sent, Fault.redirected(endpointOf(sent), reply, requestId, redirect(reply, sent)));
        }
        if (decoded instanceof Scored scored) {
            return scored(scored, requestId, sent, received);
        }
        Refused refused = understood((Refused) decoded, reply);
        Refused shown = new Refused(
                refused.kind(),
                shown(refused.code(), sent),
                hinted(
                        (redacted(refused.message(), sent) + modelAskedFor(refused, sent) + size(reply, sent)).strip(),
                        wire.hint(reply)),
                requestId);
        String advice = Advice.of(refused, reply, sent.mayHoldKey(), endpoint.suspicion(path(sent)));
        Duration asked = refused.kind() == ErrorKind.RATE_LIMIT ? backoff.askedByLimit(reply) : backoff.asked(reply);
        return failed(sent, Fault.refused(endpointOf(sent), refused, shown, reply, advice, asked));
    }

    /** A server that is loading its model says so in the same words whatever its dialect. */
    private static Refused understood(Refused refused, WireReply reply) {
        return Loading.saidBy(reply, refused.message())
                ? new Refused(ErrorKind.LOADING, refused.code(), refused.message(), refused.requestId())
                : refused;
    }

    /** What a service that finds a request too large was sent, because it seldom says how large it may be. */
    private static String size(WireReply reply, SentAttempt sent) {
        int documents = sent.batch().call().documents().size();
        return reply.status() == HttpURLConnection.HTTP_ENTITY_TOO_LARGE
                ? " (" + documents + (documents == 1 ? " document, " : " documents, ")
                        + sent.batch().request().body().length() + " bytes)"
                : "";
    }

    /** Services that know no such model seldom repeat its name, in which a stray character may be what is wrong. */
    private String modelAskedFor(Refused refused, SentAttempt sent) {
        String model = sent.batch().call().modelName();
        boolean missed = refused.kind() == ErrorKind.MODEL_NOT_FOUND && Advice.namesModel(refused);
        return missed && model != null ? " " + redacted("(model \"" + model + "\")", sent) : "";
    }

    /** The outcome of an attempt whose reply was too large to be read. */
    Outcome outcome(SentAttempt sent, OversizedReply oversized, long nanos) {
        WireReply head = oversized.head();
        String requestId = requestId(wire.decode(head), sent);
        log.reply(sent, head, nanos, requestId, null);
        return failed(
                sent, Fault.invalidReply(endpointOf(sent), head, requestId, String.valueOf(oversized.getMessage())));
    }

    private static @Nullable String requestId(RerankReply decoded, SentAttempt sent) {
        String id = decoded instanceof Scored scored ? scored.requestId() : ((Refused) decoded).requestId();
        return shown(id, sent);
    }

    /** A code, an id or a name on one line, short, and without what must not be shown. */
    private static @Nullable String shown(@Nullable String word, SentAttempt sent) {
        if (word == null) {
            return null;
        }
        String redacted = OneLine.word(sent.isClean(word) ? word : sent.redacted(word));
        return redacted.isEmpty() ? null : redacted;
    }

    /** The model that answered; the one asked for needs no look. */
    private static @Nullable String modelName(Scored scored, SentAttempt sent) {
        String name = scored.modelName();
        return name == null || name.equals(sent.batch().call().modelName()) ? name : shown(name, sent);
    }

    private Outcome scored(Scored scored, @Nullable String requestId, SentAttempt sent, Received received) {
        try {
            RerankCall call = sent.batch().call();
            double[] scores = Replies.align(scored, call.documents());
            if (sent.needsProbabilities()) {
                Replies.requireProbabilities(scores);
            }
            return new Outcome.Scores(new BatchScores(scores, scored.usage(), modelName(scored, sent), requestId));
        } catch (Replies.Misaligned misaligned) {
            received.discardConnection().run();
            String problem =
                    misaligned.getMessage() + finding(misaligned, sent) + shape(scored, sent, received.reply());
            Fault fault = Fault.invalidReply(endpointOf(sent), received.reply(), requestId, problem);
            return new Outcome.Failed(fault, sent.credentials(), scored.usage());
        }
    }

    private String finding(Replies.Misaligned misaligned, SentAttempt sent) {
        if (misaligned.finding() == null) {
            return "";
        }
        String correction = wire.correction();
        return correction.isEmpty() ? Replies.REPORT : ": " + redacted(misaligned.finding(), sent) + "; " + correction;
    }

    private String redacted(String words, SentAttempt sent) {
        return endpoint.withoutKeys(sent.redacted(words));
    }

    private static String hinted(String words, String hint) {
        return words.isEmpty() || hint.isEmpty() ? words + hint : words + "; " + hint;
    }

    private String shape(Scored scored, SentAttempt sent, WireReply reply) {
        if (scored.hits().isArray()) {
            return "";
        }
        String suspicion = endpoint.suspicion(path(sent));
        return "; " + hinted(redacted(ReplyShape.of(reply), sent), wire.misfit(reply))
                + (suspicion == null ? "" : "; " + suspicion);
    }

    private Endpoint.Redirect redirect(WireReply reply, SentAttempt sent) {
        Endpoint.Redirect redirect = endpoint.redirect(path(sent), reply.header("Location"));
        return redirect == null
                ? new Endpoint.Redirect("another address", "set baseUrl to the address that answers")
                : new Endpoint.Redirect(sent.redacted(redirect.target()), redirect.advice());
    }

    private String endpointOf(SentAttempt sent) {
        return endpoint.named(service, path(sent));
    }

    private static String path(SentAttempt sent) {
        return sent.batch().request().path();
    }

    private static Outcome failed(SentAttempt sent, Fault fault) {
        return new Outcome.Failed(fault, sent.credentials(), null);
    }
}
