package io.github.rerank4j.spark;

import io.github.rerank4j.RateLimiter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The models of this JVM, which all its tasks share: one for each name, settings and number of requests in flight. They
 * are opened by the first task that asks them and closed with the JVM, so that connections and permits outlive tasks and
 * checkpoints. Models that differ in nothing but their requests in flight share what they may use of the account's limit.
 */
final class ExecutorModels {

    private static final Map<Key, OpenModel> MODELS = new ConcurrentHashMap<>();
    private static final Map<ModelPlan, OwnedLimiter> LIMITERS = new ConcurrentHashMap<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ExecutorModels::closeAll, "rerank-models-close"));
    }

    private ExecutorModels() {}

    /**
     * The model of a plan.
     *
     * @param inFlight how many requests it may have in flight if its settings do not say so
     * @throws io.github.rerank4j.settings.SettingException if a variable of the environment is missing
     */
    static OpenModel of(ModelPlan plan, int inFlight) {
        return MODELS.computeIfAbsent(new Key(plan, inFlight), missing -> OpenModel.of(plan, inFlight, limiter(plan)));
    }

    private static @Nullable RateLimiter limiter(ModelPlan plan) {
        AccountLimit limit = plan.limit();
        return limit == null
                ? null
                : LIMITERS.computeIfAbsent(plan, missing -> limit.open(System::getenv))
                        .limiter();
    }

    /** Models first, as their last requests still tell a limiter how they ended. */
    static void closeAll() {
        MODELS.values().removeIf(model -> {
            model.close();
            return true;
        });
        LIMITERS.values().removeIf(limiter -> {
            limiter.end().run();
            return true;
        });
    }

    private record Key(ModelPlan plan, int inFlight) {}
}
