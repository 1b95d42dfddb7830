package io.github.rerank4j.tencent;

import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.testkit.ScoringModelContract;
import io.github.rerank4j.testkit.ScriptedReply;
import java.util.ArrayList;
import java.util.List;

class TencentScoringModelTest extends ScoringModelContract {

    @Override
    public TencentScoringModel.Builder builder() {
        return TencentScoringModel.builder()
                .secretId("AKIDinventedexample")
                .secretKey("inventedSecretKey0001")
                .token("inventedSessionToken0001");
    }

    @Override
    public String secret() {
        // the key itself is never sent, so no service can repeat it
        return "inventedSessionToken0001";
    }

    @Override
    public ScriptedReply scored(String... scores) {
        return reply("\"ScoreList\":[" + String.join(",", scores) + "],\"Usage\":{\"TotalTokens\":" + TOKENS + "}");
    }

    @Override
    public ScriptedReply withoutUsage(String... scores) {
        return reply("\"ScoreList\":[" + String.join(",", scores) + "]");
    }

    @Override
    public List<ScriptedReply> misaligned() {
        return List.of(scored("0.9", "0.8"), scored("0.9", "0.8", "0.7", "0.6"), scored());
    }

    @Override
    public ScriptedReply refused(Refusal refusal, String words) {
        String code = switch (refusal) {
            case THROTTLED -> "RequestLimitExceeded";
            case OVERLOADED -> "InternalError";
            case UNAUTHORIZED -> "AuthFailure.SignatureFailure";
            case INVALID -> "InvalidParameterValue.InvalidParameterValueLimit";
        };
        return reply("\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"" + words + "\"}");
    }

    @Override
    public List<String> documents(ReceivedRequest request) {
        List<String> texts = new ArrayList<>();
        request.json().path("Docs").forEach(document -> texts.add(document.asText()));
        return texts;
    }

    private static ScriptedReply reply(String members) {
        return ScriptedReply.json("{\"Response\":{" + members + ",\"RequestId\":\"r-1\"}}");
    }
}
