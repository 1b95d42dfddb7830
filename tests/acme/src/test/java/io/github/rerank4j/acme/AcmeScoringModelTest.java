package io.github.rerank4j.acme;

import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.testkit.ScoringModelContract;
import io.github.rerank4j.testkit.ScriptedReply;
import java.util.ArrayList;
import java.util.List;

class AcmeScoringModelTest extends ScoringModelContract {

    @Override
    public AcmeScoringModel.Builder builder() {
        return AcmeScoringModel.builder().apiKey(secret());
    }

    @Override
    public String secret() {
        return "sk-invented-for-this-test-0001";
    }

    @Override
    public ScriptedReply scored(String... scores) {
        return ScriptedReply.json("{\"hits\":" + hits(scores) + ",\"usage\":{\"total_tokens\":" + TOKENS + "}}");
    }

    @Override
    public ScriptedReply withoutUsage(String... scores) {
        return ScriptedReply.json("{\"hits\":" + hits(scores) + "}");
    }

    @Override
    public List<ScriptedReply> misaligned() {
        return List.of(
                ScriptedReply.json("{\"hits\":[{\"i\":1,\"s\":0.1},{\"i\":1,\"s\":0.2},{\"i\":2,\"s\":0.3}]}"),
                ScriptedReply.json("{\"hits\":[{\"i\":7,\"s\":0.1},{\"i\":1,\"s\":0.2},{\"i\":2,\"s\":0.3}]}"));
    }

    @Override
    public ScriptedReply refused(Refusal refusal, String words) {
        int status = switch (refusal) {
            case THROTTLED -> 429;
            case OVERLOADED -> 503;
            case UNAUTHORIZED -> 401;
            case INVALID -> 400;
        };
        return ScriptedReply.json(status, "{\"error\":{\"message\":\"" + words + "\"}}");
    }

    @Override
    public List<String> documents(ReceivedRequest request) {
        List<String> texts = new ArrayList<>();
        request.json().path("passages").forEach(passage -> texts.add(passage.asText()));
        return texts;
    }

    /** Last first: only their numbers say whose they are. */
    private static String hits(String... scores) {
        List<String> hits = new ArrayList<>();
        for (int i = scores.length - 1; i >= 0; i--) {
            hits.add("{\"i\":" + i + ",\"s\":" + scores[i] + "}");
        }
        return hits.toString();
    }
}
