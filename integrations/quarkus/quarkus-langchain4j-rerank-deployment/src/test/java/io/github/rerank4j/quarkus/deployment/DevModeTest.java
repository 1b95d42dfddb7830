package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.scoring.ScoringModel;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevModeTest {

    private static final String MODEL = "quarkus.langchain4j.siliconflow-rerank.model-name=BAAI/bge-reranker-v2-m3\n";

    @Test
    void a_stand_in_is_there_as_long_as_no_key_is(@TempDir Path folder) throws Exception {
        try (Announcements announcements = new Announcements();
                DevMode application = new DevMode(folder, Ranked.class, Scores.class)) {
            application.run(MODEL);
            String first = application.say(Ranked.class);
            application.run(MODEL + "quarkus.langchain4j.siliconflow-rerank.max-retries=0\n");
            String reloaded = application.say(Ranked.class);
            application.run(MODEL
                    + "quarkus.langchain4j.siliconflow-rerank.api-key=" + TestServer.API_KEY + "\n"
                    + "quarkus.langchain4j.siliconflow-rerank.base-url=" + TestServer.url() + "\n");
            String withKey = application.say(Ranked.class);

            assertThat(first).startsWith("[0.0, 1.0] of").contains("baseUrl=http://127.0.0.1:");
            assertThat(reloaded).as("one server for both").isEqualTo(first);
            assertThat(withKey).startsWith("[0.1, 0.9] of").contains("baseUrl=" + TestServer.url());
            assertThat(announcements.lines)
                    .singleElement()
                    .asString()
                    .contains("stands in for siliconflow-rerank")
                    .contains("Set quarkus.langchain4j.siliconflow-rerank.api-key to ask the provider");
        }
    }

    @Test
    void a_mistake_is_told_and_can_be_mended(@TempDir Path folder) throws Exception {
        try (DevMode application = new DevMode(folder, Ranked.class, Scores.class)) {
            application.run(MODEL);
            assertThatThrownBy(() ->
                            application.run(MODEL + "quarkus.langchain4j.siliconflow-rerank.api-kye=sk-example\n"))
                    .hasStackTraceContaining("quarkus.langchain4j.siliconflow-rerank.api-kye is not known");
            application.run(MODEL);

            assertThat(application.say(Ranked.class)).startsWith("[0.0, 1.0] of");
        }
    }

    @Test
    void a_chain_and_a_cache_come_and_go(@TempDir Path folder) throws Exception {
        String cloud = "quarkus.langchain4j.cloud.scoring-model.provider=tencent-rerank\n";
        String house = """
                quarkus.langchain4j.house.scoring-model.provider=siliconflow-rerank
                quarkus.langchain4j.siliconflow-rerank.house.model-name=BAAI/bge-reranker-v2-m3
                """;
        try (DevMode application = new DevMode(folder, Ranked.class, Scores.class)) {
            application.run(MODEL);
            String alone = application.say(Ranked.class);
            application.run(cloud + house + "quarkus.langchain4j.fallback-rerank.members=house,cloud\n");
            String chain = application.say(Ranked.class);
            application.run(MODEL + "quarkus.langchain4j.rerank.cache.enabled=true\n");
            String cache = application.say(Ranked.class);
            application.run(MODEL);

            assertThat(alone).startsWith("[0.0, 1.0] of SiliconFlowScoringModel");
            assertThat(chain).isEqualTo("[0.0, 1.0] of FallbackScoringModel[house, cloud]");
            assertThat(cache).startsWith("[0.0, 1.0] of CachingScoringModel");
            assertThat(application.say(Ranked.class)).startsWith("[0.0, 1.0] of SiliconFlowScoringModel");
        }
    }

    /** The scores of two passages, and whose they are. */
    @Singleton
    @Unremovable
    static class Ranked implements Supplier<String> {

        @Inject
        ScoringModel model;

        @Override
        public String get() {
            return Scores.of(model) + " of " + model;
        }
    }

    /** What Dev Services say in the log. */
    private static final class Announcements extends Handler implements AutoCloseable {

        private static final Logger LOGGER = Logger.getLogger(RerankDevServicesProcessor.class.getName());

        private final List<String> lines = new CopyOnWriteArrayList<>();

        Announcements() {
            LOGGER.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            LOGGER.removeHandler(this);
        }
    }
}
