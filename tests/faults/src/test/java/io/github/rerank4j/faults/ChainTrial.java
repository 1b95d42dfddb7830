package io.github.rerank4j.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.testkit.RawServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;

/**
 * One fault that the first member of a chain meets, which is each model in its turn: the second member answers inside the
 * budget, unless the fault leaves scores or is a refusal of what the caller has asked.
 */
final class ChainTrial implements Runnable {

    private static final Duration GRACE = Duration.ofSeconds(8);
    private static final List<Double> SECOND = List.of(0.91, 0.92, 0.93);
    /** What the caller has done wrong, which another member would refuse too. */
    private static final List<Class<? extends Exception>> REFUSALS =
            List.of(InvalidRequestException.class, UnsupportedFeatureException.class, IllegalArgumentException.class);

    private static final ScoringModel IN_ORDER = (segments, query) -> Response.from(SECOND);

    private final Fault fault;
    private final Subject subject;
    private final Way way;
    private final Words words;

    private ChainTrial(Fault fault, Subject subject, Way way) {
        this.fault = fault;
        this.subject = subject;
        this.way = way;
        this.words = new Words(fault.padding());
    }

    static Stream<ChainTrial> of(List<Fault> faults) {
        return IntStream.range(0, faults.size()).mapToObj(number -> {
            List<Subject> subjects = faults.get(number).subjects();
            return new ChainTrial(
                    faults.get(number),
                    subjects.get(number % subjects.size()),
                    number / 3 % 2 == 0 ? Way.BLOCKING : Way.ASYNC);
        });
    }

    @Override
    public void run() {
        OkHttpClient client = null;
        try (RawServer server = fault.server();
                RawServer nobody = RawServer.start()) {
            server.enqueue(fault.reply(new Scene(subject, words, nobody.url())));
            RerankScoringModel.Builder<?> builder = subject.builder(words).baseUrl(fault.address(server));
            if (fault.attemptTimeout() != null) {
                builder.attemptTimeout(fault.attemptTimeout());
            }
            if (!fault.ownClient()) {
                client = server.client().build();
                builder.httpClient(client);
            }
            try (RerankScoringModel first = builder.build()) {
                outlives(first);
            }
        } finally {
            if (client != null) {
                client.connectionPool().evictAll();
            }
        }
    }

    private void outlives(RerankScoringModel first) {
        try (FallbackScoringModel chain = FallbackScoringModel.builder()
                .member("first", first, member -> member.within(fault.timeout()))
                .member("second", IN_ORDER)
                .timeout(budget())
                .build()) {
            check(chain);
        }
    }

    /** The second member, too, gets enough of it for a busy machine. */
    private Duration budget() {
        return fault.timeout().plus(GRACE).plus(fault.timeout());
    }

    private void check(FallbackScoringModel chain) {
        long start = System.nanoTime();
        RerankResponse response;
        try {
            response = way.rerank(chain, words.request(), budget().plus(GRACE));
        } catch (Throwable failure) {
            assertThat(REFUSALS).as("%s", failure).anyMatch(type -> type.isInstance(failure));
            assertThat(fault.failures()).anyMatch(type -> failure.getClass() == type);
            return;
        }
        if (response.answeredBy().orElseThrow().equals("first")) {
            assertThat(fault.mayScore()).isTrue();
            assertThat(response.scores()).isEqualTo(fault.scores());
        } else {
            assertThat(response.scores()).isEqualTo(SECOND);
            assertThat(response.fallbacks()).containsExactly("first");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("time").isLessThan(budget());
            assertThat(fault.failures()).as("failures that a model may show").isNotEmpty();
        }
    }

    @Override
    public String toString() {
        return "chain: " + fault.name() + " · " + subject + " · " + way;
    }
}
