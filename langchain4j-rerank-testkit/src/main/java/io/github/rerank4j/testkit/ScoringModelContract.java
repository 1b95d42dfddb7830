package io.github.rerank4j.testkit;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.service.RerankScoringModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLockTarget;
import org.junit.jupiter.api.parallel.Resources;

/**
 * What every reranker of this project promises, as tests: a provider's test extends this class and says how its requests
 * and replies look. Promises that can be asked for in two ways are tested blocking and asynchronously. Needs JUnit
 * Jupiter and AssertJ on the class path. Each test has a server and models of its own, and runs beside others where
 * JUnit's parallel execution is switched on.
 *
 * <ul>
 *   <li>all that a {@link RerankerContract} asks of every reranker
 *   <li>what a request says is sent, or refused with a typed error
 *   <li>one finite score per document, in document order, or a typed error
 *   <li>calls packed into requests inside every limit
 *   <li>attempts paced by a limiter that hears what they need and what they used
 *   <li>each failure with its type, repeated only where that can help, inside the deadline
 *   <li>cancelling, interrupting and closing at any time
 *   <li>settings that do what they say
 *   <li>listeners that hear one end of each call and each attempt, in the caller's context
 *   <li>at home in LangChain4j
 * </ul>
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Resources.LOCALE, mode = ResourceAccessMode.READ, target = ResourceLockTarget.CHILDREN)
public abstract class ScoringModelContract
        implements RankingPromises,
                ArgumentPromises,
                EndingPromises,
                ResolvingPromises,
                TraitPromises,
                ExpressionPromises,
                ListeningPromises,
                AlignmentPromises,
                PackingPromises,
                PacingPromises,
                FailurePromises,
                TimeoutPromises,
                LifecyclePromises,
                InterruptionPromises,
                SettingPromises,
                ReportingPromises,
                ListenerPromises,
                ContextPromises,
                LangChain4jPromises {

    private final List<RerankScoringModel> models = new ArrayList<>();
    private final ScriptedServer server = ScriptedServer.start();

    /** For subclasses. */
    protected ScoringModelContract() {}

    @Override
    public ScriptedServer server() {
        return server;
    }

    @Override
    public RerankScoringModel model(RerankScoringModel.Builder<?> builder) {
        RerankScoringModel model = builder.build();
        models.add(model);
        return model;
    }

    @Override
    public Reranker reranker(RerankListener listener) {
        return model(configured().listeners(List.of(listener)));
    }

    /** Closes the models and the server, in this order. */
    @AfterEach
    void closeAll() {
        models.forEach(RerankScoringModel::close);
        server.close();
    }
}
