package io.github.rerank4j.quarkus;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.resilience.ScoreStore;

/**
 * What a native image without Lettuce has in the place of its clients: Quarkus links all classes while the image is built,
 * and without Lettuce these could not be. {@link SharedRedis} looks first and says which property is the reason, so that
 * this sentence is the second defence.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // called as what it stands for
@TargetClass(value = LettuceClients.class, onlyWith = LettuceIsMissing.class)
final class LettuceSubstitution {

    private static final String MISSING =
            "This native image was built without Lettuce, so that rerankers cannot use Redis; add io.lettuce:lettuce-core in"
                    + " version 6.8.2.RELEASE and build the image again";

    private LettuceSubstitution() {}

    @Substitute
    static AutoCloseable open(String address, String property) {
        throw new IllegalStateException(MISSING);
    }

    @Substitute
    static String where(String address, String property) {
        throw new IllegalStateException(MISSING);
    }

    @Substitute
    static RateLimiter limiter(RedisLimit limit, AutoCloseable client, String byDefault) {
        throw new IllegalStateException(MISSING);
    }

    @Substitute
    static ScoreStore store(AutoCloseable client, String prefix) {
        throw new IllegalStateException(MISSING);
    }
}
