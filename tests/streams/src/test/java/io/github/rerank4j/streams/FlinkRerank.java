package io.github.rerank4j.streams;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.service.RerankProviders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/** In a stream: each question with its documents. */
@SuppressWarnings("serial")
// tag::flink[]
public class FlinkRerank extends RichAsyncFunction<FlinkRerank.Question, FlinkRerank.Scored> {

    public record Question(String text, List<String> documents) {}

    public record Scored(Question question, List<Double> scores, String error) {}

    private final HashMap<String, String> settings; // travels with the job: no key is in it
    private transient Reranker reranker;

    public FlinkRerank(Map<String, String> settings) {
        this.settings = new HashMap<>(settings);
    }

    @Override
    public void open(OpenContext context) {
        var withKey = new HashMap<>(settings);
        withKey.put("apiKey", System.getenv("SILICONFLOW_API_KEY"));
        var loader = this.getRuntimeContext().getUserCodeClassLoader();
        reranker = RerankProviders.of(loader).model("siliconflow", withKey, Map.of());
    }

    @Override
    public void asyncInvoke(Question question, ResultFuture<Scored> result) {
        var request = RerankRequest.builder().query(question.text()).documents(question.documents());
        reranker.rerankAsync(request.build())
                .thenApply(response -> new Scored(question, response.scores(), ""))
                .exceptionally(failure -> new Scored(question, List.of(), failure.getMessage()))
                .thenAccept(scored -> result.complete(List.of(scored)));
    }

    @Override
    public void close() {
        reranker.close();
    }
}
// end::flink[]
