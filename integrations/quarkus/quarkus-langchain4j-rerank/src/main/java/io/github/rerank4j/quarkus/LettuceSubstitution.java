package io.github.rerank4j.quarkus;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.resilience.ScoreStore;

/**
 * What a native image without Lettuce has in the place of its clients: Quarkus links all classes while the image is built,
 * and without Lettuce these could not be. Nobody asks it: {@link SharedRedis} looks first.
 */
@SuppressWarnings("DoNotCallSuggester") // called as what it stands for
@TargetClass(value = LettuceClients.class, onlyWith = LettuceIsMissing.class)
final class LettuceSubstitution {

    private LettuceSubstitution() {}

    @Substitute
    static AutoCloseable open(String address) {
        throw new IllegalStateException(address.getClass().getName());
    }

    @Substitute
    static RateLimiter limiter(RedisLimit limit, AutoCloseable client, String byDefault) {
        throw new IllegalStateException(byDefault);
    }

    @Substitute
    static ScoreStore store(AutoCloseable client, String prefix) {
        throw new IllegalStateException(prefix);
    }
}
