package io.github.rerank4j.generic;

import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.testkit.ScoringModelContract;
import io.github.rerank4j.testkit.ScriptedReply;
import java.util.ArrayList;
import java.util.List;

class GenericScoringModelTest extends ScoringModelContract {

    @Override
    public GenericScoringModel.Builder builder() {
        return GenericScoringModel.builder()
                .apiKey("key-invented-for-this-test-0001")
                .modelName("bge-reranker-v2-m3");
    }

    @Override
    public String secret() {
        return "key-invented-for-this-test-0001";
    }

    @Override
    public ScriptedReply scored(String... scores) {
        return envelope(results(scores), ",\"usage\":{\"total_tokens\":" + TOKENS + "}");
    }

    @Override
    public ScriptedReply withoutUsage(String... scores) {
        return envelope(results(scores), "");
    }

    @Override
    public List<ScriptedReply> misaligned() {
        return List.of(
                hitsFor("1", "1", "2"),
                hitsFor("1", "2", "3"),
                hitsFor("-1", "1", "2"),
                hitsFor("\"0\"", "1", "2"),
                hitsFor("0.5", "1", "2"),
                hitsFor("null", "1", "2"));
    }

    @Override
    public ScriptedReply refused(Refusal refusal, String words) {
        return switch (refusal) {
            case THROTTLED -> ScriptedReply.json(429, failure("429", words));
            case OVERLOADED -> ScriptedReply.json(503, failure("503", words));
            case UNAUTHORIZED ->
                ScriptedReply.json(401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"" + words + "\"}}");
            case INVALID -> ScriptedReply.json(failure("bad_request", words));
        };
    }

    @Override
    public List<String> documents(ReceivedRequest request) {
        List<String> texts = new ArrayList<>();
        request.json().path("documents").forEach(document -> texts.add(document.asText()));
        return texts;
    }

    private static ScriptedReply envelope(String results, String usage) {
        return ScriptedReply.json("{\"success\":true,\"code\":\"200\",\"message\":\"successful\",\"data\":{\"results\":"
                + results + usage + "}}");
    }

    private static String failure(String code, String words) {
        return "{\"success\":false,\"code\":\"" + code + "\",\"message\":\"" + words + "\",\"data\":null}";
    }

    private static ScriptedReply hitsFor(String first, String second, String third) {
        return envelope("[" + hit(first, "0.9") + "," + hit(second, "0.8") + "," + hit(third, "0.7") + "]", "");
    }

    private static String results(String... scores) {
        List<String> results = new ArrayList<>();
        for (int i = scores.length - 1; i >= 0; i--) {
            results.add(hit(Integer.toString(i), scores[i]));
        }
        return results.toString();
    }

    private static String hit(String index, String score) {
        return "{\"index\":" + index + ",\"relevance_score\":" + score + "}";
    }
}
