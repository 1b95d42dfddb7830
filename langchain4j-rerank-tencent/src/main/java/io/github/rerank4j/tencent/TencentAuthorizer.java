package io.github.rerank4j.tencent;

import dev.langchain4j.exception.AuthenticationException;
import io.github.rerank4j.spi.Attempt;
import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Signs each attempt with the credentials of that moment. Knows how far this machine's clock is off the service's, once
 * the service has refused a signature for it.
 */
final class TencentAuthorizer implements Authorizer {

    static final String SERVICE = "lkeap";

    private static final String CLOCK_IS_OFF = "AuthFailure.SignatureExpire";
    private static final String TOKEN_IS_BAD = "AuthFailure.TokenFailure";

    /** The service refuses from five minutes on: a smaller difference than this is not what it complains about. */
    private static final long NEGLIGIBLE_SECONDS = 60;

    private final TencentCredentialsProvider provider;
    private final Clock clock;
    private final Tc3Signer signer = new Tc3Signer(SERVICE);
    private volatile @Nullable TencentCredentials lastUsed;
    private volatile @Nullable Long clockOffset;

    TencentAuthorizer(TencentCredentialsProvider provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Map<String, String>> authorize(Attempt attempt) {
        CompletionStage<TencentCredentials> credentials;
        try {
            credentials = provider.credentials();
        } catch (IllegalArgumentException unusable) {
            throw unusable(unusable);
        }
        if (credentials == null) {
            throw none();
        }
        return credentials
                .handle((snapshot, failure) -> headers(attempt, usable(snapshot, failure)))
                .toCompletableFuture();
    }

    @Override
    public CompletableFuture<Boolean> refreshCredentials(Refused refused, WireReply reply, Map<String, String> sent) {
        boolean refreshed = switch (String.valueOf(refused.code())) {
            case CLOCK_IS_OFF -> clockCorrected(reply);
            case TOKEN_IS_BAD -> credentialsDropped(sent);
            default -> false;
        };
        return CompletableFuture.completedFuture(refreshed);
    }

    private Map<String, String> headers(Attempt attempt, @Nullable TencentCredentials credentials) {
        if (credentials == null) {
            throw none();
        }
        lastUsed = credentials;
        Long offset = clockOffset;
        long timestamp = attempt.instant().getEpochSecond() + (offset == null ? 0 : offset);
        String authorization = signer.authorization(credentials, attempt, timestamp);
        String seconds = Long.toString(timestamp);
        return credentials
                .token()
                .map(token -> Map.of("Authorization", authorization, "X-TC-Timestamp", seconds, "X-TC-Token", token))
                .orElseGet(() -> Map.of("Authorization", authorization, "X-TC-Timestamp", seconds));
    }

    /** Also true if it was corrected before, because the refused attempt may have been signed earlier still. */
    private boolean clockCorrected(WireReply reply) {
        Instant theirs = date(reply);
        if (theirs == null) {
            return false;
        }
        Long known = clockOffset;
        long measured = theirs.getEpochSecond() - clock.instant().getEpochSecond();
        if (Math.abs(measured - (known == null ? 0 : known)) > NEGLIGIBLE_SECONDS) {
            clockOffset = measured;
            return true;
        }
        return known != null;
    }

    /** Also true if other attempts have others by now: the refused ones are gone already. */
    private boolean credentialsDropped(Map<String, String> sent) {
        TencentCredentials current = lastUsed;
        if (current == null || provider instanceof FixedCredentials) {
            return false;
        }
        if (current.token().equals(Optional.ofNullable(sent.get("X-TC-Token")))) {
            provider.invalidate(current);
        }
        return true;
    }

    private static @Nullable Instant date(WireReply reply) {
        String date = reply.header("Date");
        try {
            return date == null ? null : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static @Nullable TencentCredentials usable(
            @Nullable TencentCredentials snapshot, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof IllegalArgumentException unusable) {
            throw unusable(unusable);
        }
        if (failure != null) {
            throw failure instanceof CompletionException same ? same : new CompletionException(failure);
        }
        return snapshot;
    }

    /** What {@link TencentCredentials#of} refuses is no wrong setting of the builder's here. */
    private static AuthenticationException unusable(IllegalArgumentException refusal) {
        return new AuthenticationException(
                "the TencentCredentialsProvider returned no credentials: " + refusal.getMessage(), refusal);
    }

    private static AuthenticationException none() {
        return new AuthenticationException(
                "the TencentCredentialsProvider returned null; let it return credentials, or fail"
                        + " its stage with an exception that says why there are none");
    }
}
