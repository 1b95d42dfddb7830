package io.github.rerank4j.internal;

import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.internal.attempt.AttemptSettings;
import io.github.rerank4j.internal.attempt.CustomHeaders;
import io.github.rerank4j.internal.call.CallSettings;
import io.github.rerank4j.internal.http.Address;
import io.github.rerank4j.internal.http.ClientSettings;
import io.github.rerank4j.internal.http.Endpoint;
import io.github.rerank4j.internal.pacing.PacingSettings;
import io.github.rerank4j.internal.packing.PackingSettings;
import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.RerankService;
import java.util.Map;
import org.slf4j.Logger;

/**
 * What a builder settled, checked, and grouped by who reads it.
 *
 * @param service the provider
 * @param baseUrl where it is
 * @param packing what fits a request
 * @param pacing when an attempt may start
 * @param attempts how often and how long a request is tried
 * @param client through what it goes
 * @param scores how scores are handed over by a call that does not say
 * @param logger where lines and warnings go
 * @param calls what goes with each call
 */
public record PipelineSettings(
        RerankService service,
        String baseUrl,
        PackingSettings packing,
        PacingSettings pacing,
        AttemptSettings attempts,
        ClientSettings client,
        ScoreOutput scores,
        Logger logger,
        CallSettings calls) {

    /**
     * Refuses fixed custom headers that must not be replaced or cannot be sent, and warns of a key that would travel
     * unencrypted. Any header of the user's may be a key.
     */
    public void check(Map<String, String> fixedHeaders, boolean ownHeaders) {
        CustomHeaders.check(fixedHeaders, service.reservedHeaders());
        Endpoint endpoint = Endpoint.of(baseUrl);
        boolean key = service.authorizer() != Authorizer.NONE || ownHeaders;
        if (key && !endpoint.isHttps() && !endpoint.isLoopback()) {
            logger.warn(
                    "{}: baseUrl is http://, so credentials and documents travel unencrypted to {}; use https://",
                    service.name(),
                    endpoint.host());
        }
    }

    /** The base URL without what may be a key in its path. */
    public String shownBaseUrl() {
        return Address.shown(baseUrl);
    }

    /** Names the provider and its address; no secret. */
    @Override
    public String toString() {
        return "PipelineSettings[provider=" + service.name() + ", baseUrl=" + shownBaseUrl() + "]";
    }
}
