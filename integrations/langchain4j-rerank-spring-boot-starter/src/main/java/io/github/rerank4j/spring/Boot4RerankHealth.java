package io.github.rerank4j.spring;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The rerankers' health, as Spring Boot 4 asks for it. */
final class Boot4RerankHealth implements HealthIndicator {

    private final RerankCheck check;

    Boot4RerankHealth(RerankCheck check) {
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
