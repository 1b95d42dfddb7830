package io.github.rerank4j.spring;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** The rerankers' health, as Spring Boot 3 asks for it. */
final class Boot3RerankHealth implements HealthIndicator {

    private final RerankCheck check;

    Boot3RerankHealth(RerankCheck check) {
        this.check = check;
    }

    @Override
    public Health health() {
        RerankCheck.Findings findings = check.run();
        return (findings.up() ? Health.up() : Health.down())
                .withDetails(findings.details())
                .build();
    }
}
