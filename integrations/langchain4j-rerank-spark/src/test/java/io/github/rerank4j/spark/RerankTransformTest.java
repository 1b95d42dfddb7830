package io.github.rerank4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RerankTransformTest {

    private final StubServer server = StubServer.open();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void each_row_gets_the_score_of_its_pair() {
        List<Row> rows =
                Sparks.transform(server).build().apply(Sparks.pairs(30, 20)).collectAsList();

        assertThat(rows).hasSize(600).allSatisfy(row -> {
            assertThat(row.<Double>getAs("score"))
                    .isEqualTo(StubServer.score(row.getAs("question"), row.getAs("text")));
            assertThat(row.<String>getAs("error")).isNull();
            assertThat(row.<String>getAs("rerank_model")).isEqualTo("stub-v1");
            assertThat(row.<String>getAs("rerank_key")).hasSize(64);
        });
        assertThat(server.requests()).isEqualTo(30);
        assertThat(server.authorization()).isEqualTo("Bearer " + Sparks.KEY);
    }
}
