package io.github.rerank4j.benchmarks.resilience;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The main class of a JVM that asks a chain whose two members are one service. Arguments: the service's address, how
 * many calls, how many callers, and after how many milliseconds a silent member gets company, 0 for never. Prints the
 * 50th, 95th, 99th and 99.9th percentile of the calls in milliseconds, and how many calls failed.
 */
final class HedgingRun {

    private static final int WARM_UP = 500;

    private HedgingRun() {}

    public static void main(String[] arguments) throws InterruptedException, IOException {
        int calls = Integer.parseInt(arguments[1]);
        int callers = Integer.parseInt(arguments[2]);
        int hedgeAfter = Integer.parseInt(arguments[3]);
        SiliconFlowScoringModel service = SiliconFlowScoringModel.builder()
                .baseUrl(arguments[0])
                .apiKey("an-example-key")
                .modelName("BAAI/bge-reranker-v2-m3")
                .build();
        FallbackScoringModel chain = FallbackScoringModel.builder()
                .member("service", service)
                .member("again", service)
                .hedgeAfter(hedgeAfter == 0 ? null : Duration.ofMillis(hedgeAfter))
                .build();
        ask(chain, Math.min(calls, WARM_UP), callers);
        System.out.println("warm");
        awaitLine();
        Measured measured = ask(chain, calls, callers);
        System.out.printf(
                "%.0f %.0f %.0f %.0f %d%n",
                measured.percentile(50),
                measured.percentile(95),
                measured.percentile(99),
                measured.percentile(99.9),
                measured.failures());
        System.exit(0);
    }

    /** Until the server's counters have been read. */
    private static void awaitLine() throws IOException {
        int read = System.in.read();
        while (read >= 0 && read != '\n') {
            read = System.in.read();
        }
    }

    private record Measured(long[] nanos, int failures) {

        double percentile(double percent) {
            int index = (int) Math.ceil(percent / 100 * nanos.length) - 1;
            return nanos[index] / 1e6;
        }
    }

    private static Measured ask(FallbackScoringModel chain, int calls, int callers) throws InterruptedException {
        List<String> documents = IntStream.range(0, 20)
                .mapToObj(i -> "#%06d a parcel of ordinary size".formatted(i))
                .toList();
        RerankRequest request = RerankRequest.builder()
                .query("how long may a parcel be on its way")
                .documents(documents)
                .build();
        long[] nanos = new long[calls];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(callers);
        for (int i = 0; i < callers; i++) {
            new Thread(() -> {
                        for (int call = next.getAndIncrement(); call < calls; call = next.getAndIncrement()) {
                            long start = System.nanoTime();
                            try {
                                chain.rerank(request);
                            } catch (RuntimeException failure) {
                                failures.incrementAndGet();
                            }
                            nanos[call] = System.nanoTime() - start;
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        Arrays.sort(nanos);
        return new Measured(nanos, failures.get());
    }
}
