package io.github.rerank4j.internal;

import io.github.rerank4j.internal.Batches.Part;
import io.github.rerank4j.internal.Exchange.Answer;
import io.github.rerank4j.internal.Sender.Sent;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.WireReply;
import okhttp3.HttpUrl;

/** Understands a reply: scores, checked, or what is wrong with it. A connection with an odd reply is not used again. */
final class Interpreter {

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
        if (reply.status() >= 300 && reply.status() < 400) {
            log.reply(sent.number(), reply, nanos, null, null);
            return failed(sent, Fault.redirected(place, reply, target(reply)));
        }
        RerankReply decoded = wire.decode(reply);
        if (decoded instanceof Scored scored) {
            log.reply(sent.number(), reply, nanos, scored.requestId(), scored.usage());
            return scored(scored, sent, answer);
        }
        Refused refused = (Refused) decoded;
        log.reply(sent.number(), reply, nanos, refused.requestId(), null);
        String words = sent.redacted(refused.message());
        return failed(sent, Fault.refused(place, refused, words, reply, backoff.asked(reply)));
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

    private String target(WireReply reply) {
        String location = reply.header("Location");
        HttpUrl target = location == null ? null : endpoint.resolve("").resolve(location);
        return target == null ? "another address" : target.host();
    }

    private static Outcome failed(Sent sent, Fault fault) {
        return new Outcome.Failed(fault, sent.credentials());
    }
}
