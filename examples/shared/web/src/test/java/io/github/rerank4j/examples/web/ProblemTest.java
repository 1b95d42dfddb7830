package io.github.rerank4j.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void a_bad_question_is_the_askers_fault() {
        assertThat(Problem.of(new BadQuestionException("Ask something.")))
                .isEqualTo(new Problem(400, "Ask something."));
    }

    @Test
    void somebody_who_is_not_there_is_not_found() {
        assertThat(Problem.of(new NoSuchMemberException("There is no such member.")))
                .isEqualTo(new Problem(404, "There is no such member."));
    }

    @Test
    void a_failure_of_the_reranker_is_told_in_its_words_however_it_is_wrapped() {
        Throwable wrapped = new CompletionException(new AuthenticationException("HTTP 401: no such key"));

        assertThat(Problem.of(wrapped)).isEqualTo(new Problem(502, "The reranker failed: HTTP 401: no such key"));
        assertThat(Problem.of(new RateLimitException("too fast")).status()).isEqualTo(503);
        assertThat(Problem.of(new TimeoutException("too slow")).status()).isEqualTo(504);
    }

    @Test
    void anything_else_is_for_the_log_alone() {
        Problem problem = Problem.of(new IllegalStateException("secret"));

        assertThat(problem.unexpected()).isTrue();
        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.error()).doesNotContain("secret");
    }
}
