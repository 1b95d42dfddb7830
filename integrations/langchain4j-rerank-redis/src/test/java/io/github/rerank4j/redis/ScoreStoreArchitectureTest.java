package io.github.rerank4j.redis;

import io.github.rerank4j.fixtures.PublishedJar;
import org.junit.jupiter.api.Test;

class ScoreStoreArchitectureTest {

    @Test
    void the_rules_of_every_jar_hold() {
        PublishedJar.requireHouseRules(PublishedJar.of(RedisScoreStore.class));
    }

    @Test
    void of_ours_only_the_api_and_the_interface_of_stores_are_known() {
        PublishedJar.requireKnowsOnly(PublishedJar.of(RedisScoreStore.class), "io.github.rerank4j.resilience");
    }
}
