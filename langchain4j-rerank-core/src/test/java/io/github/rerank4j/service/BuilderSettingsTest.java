package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.RerankService;
import io.github.rerank4j.spi.RerankService.Defaults;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.WireBody;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BuilderSettingsTest {

    static final RerankService SERVICE =
            RerankService.of("acme", new AcmeWire(), Authorizer.NONE, "http://127.0.0.1:1", Defaults.model(null));

    private final BuilderSettings settings = new BuilderSettings();

    @Test
    @SuppressWarnings("NullAway") // what a user's map may hold, whatever its type says
    void a_header_without_a_value_is_refused_by_its_name() {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-Team", null);
        settings.customHeaders = headers;

        assertThatThrownBy(() -> settings.checked(SERVICE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-Team");
    }

    @Test
    void later_changes_of_a_header_map_do_not_reach_the_model() {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("X-Team", "search"));
        settings.customHeaders = headers;
        var checked = settings.checked(SERVICE);

        headers.put("X-Team", "ranking");

        assertThat(checked.attempts().customHeaders().get()).isEqualTo(Map.of("X-Team", "search"));
    }

    @Test
    void an_attempt_leaves_time_for_another_where_no_time_is_set() {
        var checked = settings.checked(SERVICE);

        assertThat(checked.attempts().timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(checked.attempts().attemptTimeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void an_attempt_may_take_the_time_of_a_call_that_is_set() {
        settings.timeout(Duration.ofMinutes(5));

        assertThat(settings.checked(SERVICE).attempts().attemptTimeout()).isEqualTo(Duration.ofMinutes(5));
    }

    /** Encodes nothing and decodes nothing. */
    private record AcmeWire() implements RerankWire {

        @Override
        public ModelTraits traits(@Nullable String modelName) {
            return ModelTraits.pointwise(ScoreScale.LOGIT);
        }

        @Override
        public WireRequest encode(RerankCall call) {
            return WireRequest.post("rank", new WireBody(List.of()));
        }

        @Override
        public String reading() {
            return "";
        }

        @Override
        public RerankReply decode(WireReply reply) {
            return Scored.positional(reply.json());
        }
    }
}
