package io.github.rerank4j.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.AuthenticationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class DefaultChainTest {

    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final TencentCredentials OLD = TencentCredentials.of("old-id", "key-example", "token-example");
    private static final TencentCredentials NEW = TencentCredentials.of("new-id", "key-example", "token-example");

    private final HandDrivenClock clock = new HandDrivenClock();
    private final List<CompletableFuture<Lease>> searches = new ArrayList<>();
    private final DefaultChain chain = new DefaultChain(this::search, clock);

    @Test
    void nothing_is_looked_for_before_the_first_use() {
        assertThat(searches).isEmpty();
    }

    @Test
    void everybody_waits_for_the_same_search() {
        CompletableFuture<TencentCredentials> first = ask();
        CompletableFuture<TencentCredentials> second = ask();

        searches.get(0).complete(hour(OLD));

        assertThat(searches).hasSize(1);
        assertThat(first).isCompletedWithValue(OLD);
        assertThat(second).isCompletedWithValue(OLD);
    }

    @Test
    void somebody_who_stops_waiting_does_not_stop_the_others() {
        CompletableFuture<TencentCredentials> impatient = ask();
        CompletableFuture<TencentCredentials> patient = ask();

        impatient.cancel(true);
        searches.get(0).complete(hour(OLD));

        assertThat(patient).isCompletedWithValue(OLD);
    }

    @Test
    void credentials_that_are_found_are_kept() {
        hold(OLD);
        clock.advance(Duration.ofMinutes(55).minusSeconds(1));

        assertThat(ask()).isCompletedWithValue(OLD);
        assertThat(searches).hasSize(1);
    }

    @Test
    void permanent_credentials_are_kept_for_good() {
        ask();
        searches.get(0).complete(Lease.permanent("old-id", "key-example"));
        clock.advance(Duration.ofDays(10_000));

        assertThat(ask()).isCompletedWithValue(TencentCredentials.of("old-id", "key-example"));
        assertThat(searches).hasSize(1);
    }

    @Test
    void credentials_that_are_due_serve_while_new_ones_are_looked_for_once() {
        hold(OLD);
        clock.advance(Duration.ofMinutes(55));

        assertThat(ask()).isCompletedWithValue(OLD);
        assertThat(ask()).isCompletedWithValue(OLD);
        assertThat(searches).hasSize(2);
        searches.get(1).complete(hour(NEW));
        assertThat(ask()).isCompletedWithValue(NEW);
        assertThat(searches).hasSize(2);
    }

    @Test
    void credentials_about_to_expire_are_waited_for() {
        hold(OLD);
        clock.advance(Duration.ofMinutes(60).minusSeconds(30));

        CompletableFuture<TencentCredentials> waiting = ask();

        assertThat(waiting).isNotDone();
        searches.get(1).complete(hour(NEW));
        assertThat(waiting).isCompletedWithValue(NEW);
    }

    @Test
    void credentials_that_are_valid_outlive_a_failed_search() {
        hold(OLD);
        clock.advance(Duration.ofMinutes(60).minusSeconds(1));

        CompletableFuture<TencentCredentials> waiting = ask();
        searches.get(1).completeExceptionally(new AuthenticationException("nothing found"));

        assertThat(waiting).isCompletedWithValue(OLD);
    }

    @Test
    void a_failed_search_is_not_repeated_at_once_while_the_old_credentials_are_good() {
        hold(OLD);
        clock.advance(Duration.ofMinutes(55));
        ask();
        searches.get(1).completeExceptionally(new AuthenticationException("nothing found"));

        assertThat(ask()).isCompletedWithValue(OLD);
        assertThat(searches).hasSize(2);
        clock.advance(Duration.ofSeconds(10));
        assertThat(ask()).isCompletedWithValue(OLD);
        assertThat(searches).hasSize(3);
    }

    @Test
    void credentials_that_are_due_as_soon_as_they_come_are_not_looked_for_all_the_time() {
        ask();
        Instant soon = clock.instant().plus(Duration.ofMinutes(2));
        searches.get(0).complete(new Lease(OLD, soon.minus(EARLY), soon));

        assertThat(ask()).isCompletedWithValue(OLD);
        assertThat(ask()).isCompletedWithValue(OLD);
        assertThat(searches).hasSize(1);
    }

    @Test
    void expired_credentials_are_not_kept() {
        hold(OLD);
        clock.advance(Duration.ofMinutes(60));

        CompletableFuture<TencentCredentials> waiting = ask();
        searches.get(1).completeExceptionally(new CompletionException(new AuthenticationException("nothing found")));

        assertThatThrownBy(waiting::join)
                .hasCauseInstanceOf(AuthenticationException.class)
                .hasMessageContaining("nothing found");
    }

    @Test
    void a_search_that_failed_is_tried_again_by_the_next_call() {
        CompletableFuture<TencentCredentials> failed = ask();
        searches.get(0).completeExceptionally(new AuthenticationException("nothing found"));

        CompletableFuture<TencentCredentials> next = ask();
        searches.get(1).complete(hour(NEW));

        assertThat(failed).isCompletedExceptionally();
        assertThat(next).isCompletedWithValue(NEW);
    }

    @Test
    void rejected_credentials_are_dropped() {
        hold(OLD);

        chain.invalidate(OLD);
        CompletableFuture<TencentCredentials> waiting = ask();

        assertThat(waiting).isNotDone();
        searches.get(1).complete(hour(NEW));
        assertThat(waiting).isCompletedWithValue(NEW);
    }

    @Test
    void rejected_credentials_do_not_come_back_when_the_search_fails() {
        hold(OLD);

        chain.invalidate(OLD);
        CompletableFuture<TencentCredentials> waiting = ask();
        searches.get(1).completeExceptionally(new AuthenticationException("nothing found"));

        assertThat(waiting).isCompletedExceptionally();
    }

    @Test
    void rejecting_credentials_that_were_replaced_long_ago_changes_nothing() {
        hold(NEW);

        chain.invalidate(OLD);

        assertThat(ask()).isCompletedWithValue(NEW);
        assertThat(searches).hasSize(1);
    }

    private CompletableFuture<Lease> search() {
        CompletableFuture<Lease> search = new CompletableFuture<>();
        searches.add(search);
        return search;
    }

    private CompletableFuture<TencentCredentials> ask() {
        return chain.credentials().toCompletableFuture();
    }

    private void hold(TencentCredentials credentials) {
        ask();
        searches.get(0).complete(hour(credentials));
    }

    private Lease hour(TencentCredentials credentials) {
        Instant expiresAt = clock.instant().plus(Duration.ofHours(1));
        return new Lease(credentials, expiresAt.minus(EARLY), expiresAt);
    }
}
