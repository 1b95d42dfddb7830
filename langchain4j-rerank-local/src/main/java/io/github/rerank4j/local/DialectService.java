package io.github.rerank4j.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.local.DialectRequest.Question;

/** A service as {@code dialects.json} describes it. What would cut its results or add to them is ignored. */
final class DialectService implements LocalService {
    private final DialectRequest requests;
    private final DialectReply replies;
    private final DialectRefusal refusals;
    private final RerankScorer scorer;
    private final ApiKey key;

    DialectService(JsonNode description, RerankScorer scorer, ApiKey key) {
        this.requests = DialectRequest.in(description);
        this.replies = DialectReply.in(description);
        this.refusals = DialectRefusal.in(description);
        this.scorer = scorer;
        this.key = key;
    }

    @Override
    public LocalReply respond(ReceivedRequest request) {
        if (!requests.hasKey(request, key)) {
            return refusals.wrongKey("the key is not valid");
        }
        try {
            Question question = requests.read(request);
            return replies.of(question, Ranking.of(question.query(), question.documents(), scorer));
        } catch (ServiceRefusal refusal) {
            return refusals.badRequest(refusal.reason());
        } catch (RuntimeException e) {
            return LocalReply.text(500, "The scorer failed: " + e);
        }
    }
}
