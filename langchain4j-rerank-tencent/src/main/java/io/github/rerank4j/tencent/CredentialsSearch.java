package io.github.rerank4j.tencent;

import dev.langchain4j.exception.AuthenticationException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A walk along the sources to the first that has credentials. */
final class CredentialsSearch {

    private final List<CredentialsSource> sources;
    private final Clock clock;
    private final Executor background;

    CredentialsSearch(List<CredentialsSource> sources, Clock clock, Executor background) {
        this.sources = List.copyOf(sources);
        this.clock = clock;
        this.background = background;
    }

    /** Along the sources of Tencent's SDKs, in their order, on threads that end by themselves. */
    static CredentialsSearch around(Surroundings surroundings) {
        Executor background = CredentialsSearch::onThreadOfItsOwn;
        CredentialsHttp http = new CredentialsHttp(background);
        List<CredentialsSource> sources = List.of(
                new EnvironmentSource(surroundings.environment()),
                new ProfileSource(surroundings.root(), surroundings.home(), surroundings.windows()),
                new CvmRoleSource(http, surroundings.metadata(), surroundings.metadataLimit()),
                new ServiceAccountSource(http, surroundings));
        return new CredentialsSearch(sources, surroundings.clock(), background);
    }

    /** The first credentials, or an {@link AuthenticationException} that says what was tried. */
    CompletableFuture<Lease> find() {
        try {
            return CompletableFuture.supplyAsync(() -> find(0, List.of()), background)
                    .thenCompose(found -> found);
        } catch (Error noThread) {
            return CompletableFuture.failedFuture(noThread);
        }
    }

    private CompletableFuture<Lease> find(int place, List<String> tried) {
        if (place == sources.size()) {
            return CompletableFuture.failedFuture(nothing(tried));
        }
        CredentialsSource source = sources.get(place);
        return asked(source)
                .thenApply(this::valid)
                .exceptionallyComposeAsync(
                        failure -> find(place + 1, with(tried, source.name() + ": " + reason(failure))), background);
    }

    private static CompletableFuture<Lease> asked(CredentialsSource source) {
        try {
            return source.find();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private Lease valid(Lease found) {
        if (found.lasts(clock.instant())) {
            return found;
        }
        throw new NoCredentials("its credentials expired at " + found.expiresAt());
    }

    private static List<String> with(List<String> tried, String reason) {
        return Stream.concat(tried.stream(), Stream.of(reason)).toList();
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof NoCredentials) {
            return String.valueOf(cause.getMessage());
        }
        return cause instanceof TimeoutException ? "no answer in time" : String.valueOf(cause);
    }

    private static AuthenticationException nothing(List<String> tried) {
        return new AuthenticationException("no Tencent Cloud credentials were found; tried " + String.join("; ", tried)
                + ". Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, write secret_id and secret_key into"
                + " ~/.tencentcloud/credentials, bind a role to the machine, or give the builder secretId and"
                + " secretKey");
    }

    private static void onThreadOfItsOwn(Runnable task) {
        Thread thread = new Thread(null, task, "rerank4j-tencent-credentials", 0, false);
        thread.setDaemon(true);
        thread.start();
    }
}
