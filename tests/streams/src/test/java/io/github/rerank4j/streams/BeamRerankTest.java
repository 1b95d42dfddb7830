package io.github.rerank4j.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.WordOverlapScorer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupIntoBatches;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BeamRerankTest {

    private static final int DOCUMENTS = 40;
    private static final int BATCH = 20;

    @Test
    void documents_of_a_question_go_out_in_batches_and_get_a_score_each() {
        try (LocalRerankServer server = LocalRerankServer.builder()
                .scorer(new WordOverlapScorer())
                .apiKey("sk-test")
                .start()) {
            List<KV<String, String>> pairs = IntStream.range(0, DOCUMENTS)
                    .mapToObj(i -> KV.of("where is it", "it is there " + i))
                    .toList();
            Pipeline pipeline = Pipeline.create();
            pipeline.apply(Create.of(pairs))
                    .apply(GroupIntoBatches.ofSize(BATCH))
                    .apply(ParDo.of(new BeamRerank(
                            Map.of("modelName", "BAAI/bge-reranker-v2-m3", "baseUrl", server.url() + "/v1"))))
                    .apply(ParDo.of(new Keep()));

            pipeline.run().waitUntilFinish();

            assertThat(Keep.KEPT).hasSize(DOCUMENTS).allMatch(score -> score > 0);
            assertThat(server.requestCount()).isEqualTo(DOCUMENTS / BATCH);
        }
    }

    /** What came out; the pipeline runs in this JVM, with copies of its functions. */
    @SuppressWarnings("serial")
    private static final class Keep extends DoFn<KV<String, Double>, Void> {

        static final Queue<Double> KEPT = new ConcurrentLinkedQueue<>();

        @ProcessElement
        public void keep(@Element KV<String, Double> scored) {
            KEPT.add(scored.getValue());
        }
    }
}
