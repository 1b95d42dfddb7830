package io.github.rerank4j.siliconflow;

import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.testkit.ScoringModelContract;
import io.github.rerank4j.testkit.ScriptedReply;
import java.util.ArrayList;
import java.util.List;

class SiliconFlowScoringModelTest extends ScoringModelContract {

    @Override
    public SiliconFlowScoringModel.Builder builder() {
        return SiliconFlowScoringModel.builder()
                .apiKey("sk-invented-for-this-test-0001")
                .modelName("BAAI/bge-reranker-v2-m3");
    }

    @Override
    public String secret() {
        return "sk-invented-for-this-test-0001";
    }

    @Override
    public ScriptedReply scored(String... scores) {
        return ScriptedReply.json("{\"id\":\"r-1\",\"results\":" + results(scores)
                + ",\"meta\":{\"tokens\":{\"input_tokens\":" + TOKENS + ",\"output_tokens\":0}}}");
    }

    @Override
    public ScriptedReply withoutUsage(String... scores) {
        return ScriptedReply.json("{\"id\":\"r-1\",\"results\":" + results(scores) + "}");
    }

    @Override
    public List<ScriptedReply> misaligned() {
        return List.of(
                hitsFor("1", "1", "2"),
                hitsFor("1", "2", "7"),
                hitsFor("-1", "1", "2"),
                hitsFor("\"0\"", "1", "2"),
                hitsFor("0.5", "1", "2"),
                hitsFor("null", "1", "2"));
    }

    @Override
    public ScriptedReply refused(Refusal refusal, String words) {
        return switch (refusal) {
            case THROTTLED -> ScriptedReply.json(429, "{\"message\":\"" + words + "\",\"data\":null}");
            case OVERLOADED -> error(503, 50505, words);
            case UNAUTHORIZED -> ScriptedReply.json(401, "\"" + words + "\"");
            case INVALID -> error(400, 20015, words);
        };
    }

    @Override
    public List<String> documents(ReceivedRequest request) {
        List<String> texts = new ArrayList<>();
        request.json().path("documents").forEach(document -> texts.add(document.asText()));
        return texts;
    }

    private static ScriptedReply error(int status, int code, String words) {
        return ScriptedReply.json(status, "{\"code\":" + code + ",\"message\":\"" + words + "\",\"data\":null}");
    }

    private static ScriptedReply hitsFor(String first, String second, String third) {
        return ScriptedReply.json("""
                {"results":[{"index":%s,"relevance_score":0.9},{"index":%s,"relevance_score":0.8},\
                {"index":%s,"relevance_score":0.7}]}""".formatted(first, second, third));
    }

    private static String results(String... scores) {
        List<String> results = new ArrayList<>();
        for (int i = scores.length - 1; i >= 0; i--) {
            results.add("{\"index\":" + i + ",\"relevance_score\":" + scores[i] + "}");
        }
        return results.toString();
    }
}
