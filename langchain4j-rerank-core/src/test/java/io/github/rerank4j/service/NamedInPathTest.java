package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankService;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that is asked at a path with the model's name in it, by a wire that takes any name. */
class NamedInPathTest extends PlainServiceCase {

    @ParameterizedTest
    @ValueSource(strings = {"..", "../admin", "x/../../admin", ".", "%2e%2e/admin", "a/%2E./admin"})
    void a_name_that_leads_elsewhere_is_refused_before_any_request(String name) {
        server.setDispatcher(always("{\"hits\":[{\"i\":0,\"s\":0.5}]}"));
        try (RerankScoringModel model = new Model.Builder()
                .baseUrl(server.url("/").toString())
                .modelName("rank-1")
                .build()) {
            RerankRequest request = request("a").toBuilder().modelName(name).build();
            CompletableFuture<?> asked = model.rerankAsync(request);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.rerank(request))
                    .withMessageContaining("would lead to another address");
            assertThat(asked)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(IllegalArgumentException.class);
            assertThat(model.traits(name).identity()).isEmpty();
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void any_other_name_is_part_of_the_address() throws InterruptedException {
        answer(200, "{\"hits\":[{\"i\":0,\"s\":0.5}]}");
        try (RerankScoringModel model = new Model.Builder()
                .baseUrl(server.url("/").toString())
                .modelName("Qwen/Qwen3..Reranker")
                .build()) {
            model.rerank(request("a"));
        }

        assertThat(server.takeRequest().getUrl().encodedPath()).isEqualTo("/models/Qwen/Qwen3..Reranker/rank");
    }

    private record Wire(PlainService plain) implements RerankWire {

        @Override
        public ModelTraits traits(@Nullable String modelName) {
            return plain.traits(modelName);
        }

        @Override
        public WireRequest encode(RerankCall call) {
            return WireRequest.post(
                    "models/" + call.modelName() + "/rank", plain.encode(call).body());
        }

        @Override
        public RerankReply decode(WireReply reply) {
            return plain.decode(reply);
        }

        @Override
        public String reading() {
            return plain.reading();
        }
    }

    private static class Model extends RerankScoringModel {

        Model(Builder builder, RerankService service) {
            super(builder, service);
        }

        private static final class Builder extends RerankScoringModel.Builder<Builder> {

            @Override
            public RerankScoringModel build() {
                Wire wire = new Wire(new PlainService(ModelTraits.pointwise(ScoreScale.LOGIT)));
                RerankService.Defaults defaults = RerankService.Defaults.model(modelName());
                return new Model(
                        this, RerankService.of("plain", wire, Authorizer.NONE, "http://127.0.0.1:1", defaults));
            }
        }
    }
}
