package io.github.rerank4j.quarkus.app;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same, asked of the packaged application, which runs in a process of its own. */
@QuarkusIntegrationTest
@WithTestResource(RerankServer.class)
class RankResourceIT extends RankResourceTest {}
