package io.github.rerank4j.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.rerank4j.RerankCancelledContext;
import io.github.rerank4j.RerankEndContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.resilience.MemberStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A chain whose members die, revive, slow down and talk nonsense, while a cache in it forgets and callers are in a hurry or give up. */
class ChainSoakTest {

    private static final int CALLERS = 32;
    private static final Duration BUDGET = Duration.ofSeconds(1);
    /** For a busy machine. */
    private static final Duration AMPLE = Duration.ofSeconds(4);

    private static final Duration CONNECTIONS_LAST = Duration.ofSeconds(10);
    private static final Duration OKHTTP_THREADS_LAST = Duration.ofMinutes(4);
    /** On a machine that has nothing else to do: {@code -Dsoak.quiet=true}. */
    private static final Duration MOST_OVER_BUDGET =
            Boolean.getBoolean("soak.quiet") ? Duration.ofMillis(50) : Duration.ofSeconds(5);

    @Test
    void a_thousand_calls_end_as_they_must() throws InterruptedException {
        soak(1_000, 1, AMPLE, Set.of("OkHttp", "Okio", "process reaper"));
    }

    @Test
    @Tag("soak")
    void a_hundred_thousand_calls_end_as_they_must_and_leave_nothing() throws InterruptedException {
        Leftovers.assertNoGrowth(soak(Share.of(100_000), 8, BUDGET, Set.of()));
    }

    private static List<Long> soak(int calls, int rounds, Duration budget, Set<String> lastingThreads)
            throws InterruptedException {
        List<Long> heap = new ArrayList<>();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Map<String, MoodyMember> members = new LinkedHashMap<>();
        members.put("first", new MoodyMember(0));
        members.put("second", new MoodyMember(1_000));
        members.put("third", new MoodyMember(2_000));
        Tally tally = new Tally();
        ScheduledExecutorService moods = Executors.newSingleThreadScheduledExecutor();
        // most of what is asked is known to it, for a moment
        CachingScoringModel remembered = CachingScoringModel.of(
                        members.get("first").model())
                .timeToLive(Duration.ofMillis(200))
                .maxDocuments(1_000)
                .build();
        try (remembered;
                FallbackScoringModel chain = chain(members, remembered, budget, tally);
                ChainCallers callers = new ChainCallers(chain, members, budget)) {
            members.values()
                    .forEach(member ->
                            moods.scheduleWithFixedDelay(member::changeMood, 100, 150, TimeUnit.MILLISECONDS));
            for (int round = 0; round < rounds; round++) {
                callers.ask(calls / rounds, CALLERS);
                await().untilAsserted(() -> tally.countsEachOnce(calls / rounds));
                tally.forget();
                heap.add(Leftovers.heapInUse());
            }
            moods.shutdownNow();
            System.out.printf(
                    "chain soak: %s, the latest %d ms over its budget, %d by more than 50 ms, %,d documents known and %,d"
                            + " not, heap %,d KB%n",
                    callers.ends(),
                    callers.latest().toMillis(),
                    callers.late(),
                    remembered.hits(),
                    remembered.misses(),
                    heap.get(heap.size() - 1) / 1024);
            assertThat(callers.surprises()).isEmpty();
            assertThat(callers.latest()).isLessThan(MOST_OVER_BUDGET);
            assertThat(sum(callers.ends())).isEqualTo((long) (calls / rounds) * rounds);
            if (rounds > 1) {
                // in a short time moods may leave some of it out
                assertThat(callers.ends().keySet())
                        .contains("by first", "by second", "by third", "interrupted", "cancelled");
                assertThat(remembered.hits()).isPositive();
                assertThat(remembered.misses()).isPositive();
            }
            recovers(chain, members);
        } finally {
            moods.shutdownNow();
            members.values().forEach(member -> member.model().close());
        }
        await().atMost(CONNECTIONS_LAST)
                .until(() -> members.values().stream()
                        .allMatch(member -> member.server().openConnections() == 0));
        members.values().forEach(MoodyMember::close);
        await().atMost(OKHTTP_THREADS_LAST)
                .untilAsserted(() ->
                        assertThat(Leftovers.threads(before, lastingThreads)).isEmpty());
        return heap;
    }

    private static FallbackScoringModel chain(
            Map<String, MoodyMember> members, CachingScoringModel first, Duration budget, Tally tally) {
        FallbackScoringModel.Builder builder = FallbackScoringModel.builder()
                .timeout(budget)
                .hedgeAfter(Duration.ofMillis(60))
                .restFor(Duration.ofMillis(200))
                .listeners(List.of(tally));
        members.forEach((name, member) -> builder.member(
                name, name.equals("first") ? first : member.model(), settings -> settings.within(budget.dividedBy(3))));
        return builder.build();
    }

    /** No rest and no probe is left behind. */
    private static void recovers(FallbackScoringModel chain, Map<String, MoodyMember> members) {
        members.values().forEach(MoodyMember::cheerUp);
        RerankRequest request = RerankRequest.builder()
                .query("FINE again")
                .documents(List.of("passage"))
                .build();
        await().until(() -> chain.rerank(request).answeredBy().orElseThrow().equals("first"));
        assertThat(chain.members().get(0)).matches(member -> !member.rests());
        assertThat(chain.members()).extracting(MemberStatus::name).containsExactlyElementsOf(members.keySet());
    }

    private static long sum(Map<String, Long> ends) {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Which calls began, and how often each ended. */
    private static final class Tally implements RerankListener {

        private final Set<String> started = ConcurrentHashMap.newKeySet();
        private final Map<String, Integer> ended = new ConcurrentHashMap<>();

        @Override
        public void onRequest(RerankRequestContext context) {
            started.add(context.call().id());
        }

        @Override
        public void onResponse(RerankResponseContext context) {
            ended(context);
        }

        @Override
        public void onError(RerankErrorContext context) {
            ended(context);
        }

        @Override
        public void onCancelled(RerankCancelledContext context) {
            ended(context);
        }

        private void ended(RerankEndContext context) {
            ended.merge(context.request().call().id(), 1, Integer::sum);
        }

        void countsEachOnce(int calls) {
            assertThat(started).hasSize(calls);
            assertThat(ended).hasSize(calls);
            assertThat(ended.values()).allMatch(ends -> ends == 1);
        }

        void forget() {
            started.clear();
            ended.clear();
        }
    }
}
