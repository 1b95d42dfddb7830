package io.github.rerank4j.faults;

import io.github.rerank4j.RerankRequest;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What nobody but the server may see of one trial: its keys and its texts, different in every trial. */
final class Words {
    /** One of them is in each secret and each text. */
    static final List<String> FORBIDDEN = List.of("quokka", "wombat", "quince", "persimmon");

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final int number = COUNT.incrementAndGet();
    private final String padding;

    /** Words with so many further characters in each document. */
    Words(int padding) {
        this.padding = " z".repeat(padding / 2);
    }

    /** In every secret and text of this trial, and in none of another. */
    String mark() {
        return String.format(Locale.ROOT, "%05dx", number);
    }

    String key() {
        return "sk-invented-quokka" + mark();
    }

    String token() {
        return "invented-session-token-wombat" + mark();
    }

    String query() {
        return "what do the secret minutes say of the persimmon" + mark();
    }

    String document(int index) {
        return "the quince" + mark() + " was sold in secret to buyer number " + index + padding;
    }

    RerankRequest request() {
        return RerankRequest.builder()
                .query(query())
                .documents(Stream.of(0, 1, 2).map(this::document).toList())
                .build();
    }
}
