package io.github.rerank4j.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers when the case says so. */
final class SilentLink implements RedisLink {

    final List<CompletableFuture<List<Object>>> calls = new ArrayList<>();
    final List<List<String>> words = new ArrayList<>();
    int reconnects;
    boolean connected = true;
    boolean closed;

    @Override
    public CompletionStage<List<Object>> call(List<String> arguments) {
        CompletableFuture<List<Object>> call = new CompletableFuture<>();
        words.add(List.copyOf(arguments));
        calls.add(call);
        return call;
    }

    @Override
    public void reconnect() {
        reconnects++;
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public String where() {
        return "here";
    }

    @Override
    public void close() {
        closed = true;
    }
}
