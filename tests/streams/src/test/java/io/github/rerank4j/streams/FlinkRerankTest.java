package io.github.rerank4j.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.WordOverlapScorer;
import io.github.rerank4j.streams.FlinkRerank.Question;
import io.github.rerank4j.streams.FlinkRerank.Scored;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FlinkRerankTest {

    private static final int QUESTIONS = 20;

    @Test
    void a_stream_of_questions_becomes_a_stream_of_scores() throws Exception {
        try (LocalRerankServer server = LocalRerankServer.builder()
                .scorer(new WordOverlapScorer())
                .apiKey("sk-test")
                .start()) {
            FlinkRerank rerank =
                    new FlinkRerank(Map.of("modelName", "BAAI/bge-reranker-v2-m3", "baseUrl", server.url() + "/v1"));

            List<Scored> scored = run(rerank);

            assertThat(scored).hasSize(QUESTIONS).allSatisfy(each -> {
                assertThat(each.error()).isEmpty();
                assertThat(each.scores()).hasSize(2);
                assertThat(each.scores().get(0)).isGreaterThan(each.scores().get(1));
            });
            assertThat(server.requestCount()).isEqualTo(QUESTIONS);
        }
    }

    private static List<Scored> run(FlinkRerank rerank) throws Exception {
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(1);
        DataStream<Question> questions = flink.fromData(IntStream.range(0, QUESTIONS)
                .mapToObj(i -> new Question("where is thing " + i, List.of("thing " + i + " is here", "no idea")))
                .toList());
        DataStream<Scored> scored = AsyncDataStream.unorderedWait(questions, rerank, 2, TimeUnit.MINUTES, 8);
        return scored.executeAndCollect(QUESTIONS);
    }
}
