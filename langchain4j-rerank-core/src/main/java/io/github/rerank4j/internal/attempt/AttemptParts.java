package io.github.rerank4j.internal.attempt;

import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.internal.http.Endpoint;
import io.github.rerank4j.internal.http.Exchange;
import io.github.rerank4j.spi.RerankService;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;

/**
 * What the attempts of a model are sent through and timed by; nothing of it knows the service.
 *
 * @param endpoint where the service is
 * @param exchange through what it is asked
 * @param attemptTimeout how long one attempt may take
 * @param customHeaders the user's own headers
 * @param backoff how long to wait before the next attempt
 * @param timers for waits and limits of time
 * @param log what users see of attempts
 * @param clock for signatures and dates
 */
public record AttemptParts(
        Endpoint endpoint,
        Exchange exchange,
        Duration attemptTimeout,
        CustomHeaders customHeaders,
        Backoff backoff,
        Timers timers,
        AttemptLog log,
        Clock clock) {

    /** The parts for a service, with the real clock and real chance. */
    public static AttemptParts of(
            RerankService service,
            AttemptSettings settings,
            Logger logger,
            Endpoint endpoint,
            Exchange exchange,
            Timers timers) {
        Clock clock = Clock.systemUTC();
        return new AttemptParts(
                endpoint,
                exchange,
                settings.attemptTimeout(),
                new CustomHeaders(settings.customHeaders(), service.reservedHeaders(), logger),
                new Backoff(clock, () -> ThreadLocalRandom.current().nextDouble()),
                timers,
                new AttemptLog(logger, service.name(), settings.logRequests(), settings.logResponses()),
                clock);
    }
}
