package io.github.rerank4j.benchmarks.harness;

import io.github.rerank4j.benchmarks.ClientFactory;
import io.github.rerank4j.benchmarks.ClientSettings;
import io.github.rerank4j.benchmarks.RerankClient;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The main class of a client's own JVM: opens the one client there is and measures it as told. */
final class Worker {

    private static final int DOCUMENTS_PER_REQUEST = 20;

    /** What virtual threads run on stays with the JVM, whoever used them first. */
    private static final List<String> JAVAS_OWN =
            List.of("ForkJoinPool-1-worker-", "VirtualThread-unblocker", "MasterPoller", "Read-Poller", "Write-Poller");

    private final Set<Thread> threadsBefore = threads();
    private RerankClient client = (query, documents) -> {
        throw new IllegalStateException("no client is open");
    };

    private Worker() {}

    public static void main(String[] arguments) throws IOException {
        Worker worker = new Worker();
        Conversation.serve(worker::answer);
    }

    static RerankClient open(String name, String url, double requestsPerSecond) {
        return ServiceLoader.load(ClientFactory.class)
                .findFirst()
                .orElseThrow()
                .open(new ClientSettings(name, url, requestsPerSecond));
    }

    private Message answer(Message question) throws Exception {
        return switch (question.verb()) {
            case "open" -> {
                client = opened(question);
                yield Message.of("ok");
            }
            case "begin" -> begin(question);
            case "close" -> close();
            case "latency" -> measured(question).latency(question.whole("millis"));
            case "settle" -> measured(question).settle(question.whole("millis"));
            case "load" -> measured(question).load(question.whole("threads"), question.whole("millis"));
            case "split" -> measured(question).split(question.whole("callers"), DOCUMENTS_PER_REQUEST);
            case "async" -> measured(question).async(question.whole("calls"));
            default -> throw new IllegalArgumentException(question.line());
        };
    }

    /** With a client of its own, which nobody has used. */
    private static Message begin(Message question) throws Exception {
        try (RerankClient fresh = opened(question)) {
            return measured(fresh, question).begin(question.whole("calls"));
        }
    }

    private static RerankClient opened(Message question) {
        return open(question.text("client"), question.text("url"), question.number("requestsPerSecond"));
    }

    private Measurement measured(Message question) {
        return measured(client, question);
    }

    private static Measurement measured(RerankClient client, Message question) {
        return new Measurement(client, Corpus.documents(question.whole("documents"), question.whole("characters")));
    }

    /** Closes the client and names the threads that stay for more than two seconds. */
    private Message close() {
        client.close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        Set<Thread> left = newThreads();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            left = newThreads();
        }
        String names = left.stream().map(Thread::getName).collect(Collectors.joining(","));
        return Message.of("ok").with("threads", left.size()).with("names", names);
    }

    private Set<Thread> newThreads() {
        Set<Thread> threads = threads();
        threads.removeAll(threadsBefore);
        return threads;
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> JAVAS_OWN.stream().noneMatch(thread.getName()::startsWith))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
