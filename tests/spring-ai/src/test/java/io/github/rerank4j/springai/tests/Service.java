package io.github.rerank4j.springai.tests;

import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A scripted SiliconFlow, and models that ask it. */
final class Service implements AutoCloseable {

    static final String TEXT_MODEL = "BAAI/bge-reranker-v2-m3";
    static final String VISION_MODEL = "Qwen/Qwen3-VL-Reranker-8B";

    final ScriptedServer server = ScriptedServer.start();

    /** A model that asks once. */
    SiliconFlowScoringModel.Builder model() {
        return SiliconFlowScoringModel.builder()
                .baseUrl(server.url())
                .apiKey("sk-example")
                .modelName(TEXT_MODEL)
                .maxRetries(0);
    }

    void scores(double... scores) {
        String results = IntStream.range(0, scores.length)
                .mapToObj(i -> "{\"index\": " + i + ", \"relevance_score\": " + scores[i] + "}")
                .collect(Collectors.joining(", "));
        server.enqueue(ScriptedReply.json("{\"id\": \"1\", \"results\": [" + results + "]}"));
    }

    void isDown() {
        server.enqueue(ScriptedReply.text(503, "down for maintenance"));
    }

    @Override
    public void close() {
        server.close();
    }
}
