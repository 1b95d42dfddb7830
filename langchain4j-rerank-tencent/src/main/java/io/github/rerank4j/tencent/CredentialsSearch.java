package io.github.rerank4j.tencent;

import dev.langchain4j.exception.AuthenticationException;
import io.github.rerank4j.service.CredentialHttp;
import io.github.rerank4j.text.OneLine;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A walk along the sources to the first that has credentials. */
final class CredentialsSearch {

    private final List<CredentialsSource> sources;
    private final Clock clock;
    private final Executor background;
    private final Logger logger;

    CredentialsSearch(List<CredentialsSource> sources, Clock clock, Executor background, Logger logger) {
        this.sources = List.copyOf(sources);
        this.clock = clock;
        this.background = background;
        this.logger = logger;
    }

    /** Along the sources of Tencent's SDKs, in their order, on threads that end by themselves. */
    static CredentialsSearch around(Surroundings surroundings) {
        return around(surroundings, LoggerFactory.getLogger(TencentCredentialsProvider.class));
    }

    static CredentialsSearch around(Surroundings surroundings, Logger logger) {
        Executor background = CredentialsSearch::onThreadOfItsOwn;
        List<CredentialsSource> sources = List.of(
                new EnvironmentSource(surroundings.environment()),
                new ProfileSource(surroundings.root(), surroundings.home(), surroundings.windows()),
                new CvmRoleSource(
                        CredentialHttp.toThisMachine(background),
                        surroundings.metadata(),
                        surroundings.metadataLimit()),
                new ServiceAccountSource(CredentialHttp.toServices(background), surroundings));
        return new CredentialsSearch(sources, surroundings.clock(), background, logger);
    }

    /**
     * The first credentials, or an {@link AuthenticationException} that says what was tried. Credentials that come from
     * a later source because an earlier one is there and cannot be used are named in a warning.
     */
    CompletableFuture<Lease> find() {
        try {
            return CompletableFuture.supplyAsync(() -> find(0, List.of(), List.of()), background)
                    .thenCompose(found -> found);
        } catch (Error noThread) {
            return CompletableFuture.failedFuture(noThread);
        }
    }

    private CompletableFuture<Lease> find(int position, List<String> tried, List<String> unusable) {
        if (position == sources.size()) {
            return CompletableFuture.failedFuture(nothing(tried));
        }
        CredentialsSource source = sources.get(position);
        return asked(source)
                .thenApply(this::valid)
                .thenApply(found -> warned(found, source, unusable))
                .exceptionallyComposeAsync(
                        failure -> {
                            String reason = source.name() + ": " + reason(failure);
                            return find(
                                    position + 1,
                                    with(tried, reason),
                                    isUnusable(failure) ? with(unusable, reason) : unusable);
                        },
                        background);
    }

    private Lease warned(Lease found, CredentialsSource source, List<String> unusable) {
        if (!unusable.isEmpty()) {
            logger.warn(
                    "the Tencent Cloud credentials come from the source {}, because an earlier source cannot be used:"
                            + " {}; correct that one, or remove it if it is not needed",
                    source.name(),
                    String.join("; ", unusable));
        }
        return found;
    }

    private static boolean isUnusable(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof NoCredentials missing && missing.isUnusable();
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
        if (cause instanceof TimeoutException) {
            return "no response in time";
        }
        return OneLine.of(cause instanceof NoCredentials ? String.valueOf(cause.getMessage()) : String.valueOf(cause));
    }

    private static AuthenticationException nothing(List<String> tried) {
        return new AuthenticationException("no Tencent Cloud credentials were found (tried " + String.join("; ", tried)
                + "); set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, write secret_id and secret_key into"
                + " ~/.tencentcloud/credentials, bind a role to the machine, or give the builder secretId and"
                + " secretKey");
    }

    private static void onThreadOfItsOwn(Runnable task) {
        Thread thread = new Thread(null, task, "rerank4j-tencent-credentials", 0, false);
        thread.setDaemon(true);
        thread.start();
    }
}
