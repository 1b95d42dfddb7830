package io.github.rerank4j.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whether a native image is told of the classes that Caffeine looks up by name, which depend on how a cache is set up. */
class NativeImageTest {

    private static final String METADATA =
            "META-INF/native-image/io.github.rerank4j/langchain4j-rerank-resilience/reachability-metadata.json";
    private static final Pattern TYPE = Pattern.compile("\"type\": \"([^\"]+)\"");

    @Test
    void the_metadata_has_the_classes_of_the_memory_and_no_other() throws Exception {
        Object memory = ((Cache<?, ?>) field(
                        MemoryStore.class, "scores", new MemoryStore(1, Duration.ofHours(1), Ticker.systemTicker())))
                .asMap();
        Class<?> bounded = Class.forName("com.github.benmanes.caffeine.cache.BoundedLocalCache");
        Class<?> node = field(bounded, "nodeFactory", memory).getClass();

        assertThat(TYPE.matcher(metadata()).results().map(MatchResult::group))
                .containsExactly(
                        "\"type\": \"" + memory.getClass().getName() + "\"", "\"type\": \"" + node.getName() + "\"");
    }

    private static Object field(Class<?> type, String name, Object owner) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return Objects.requireNonNull(field.get(owner));
    }

    private static String metadata() throws Exception {
        try (InputStream metadata =
                Objects.requireNonNull(NativeImageTest.class.getClassLoader().getResourceAsStream(METADATA))) {
            return new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
