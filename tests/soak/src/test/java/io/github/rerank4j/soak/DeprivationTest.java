package io.github.rerank4j.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where threads or heap are lacking for a while every call ends, and after it calls succeed again. */
@Timeout(900)
class DeprivationTest {

    private enum Lack {
        THREADS,
        HEAP;

        ChildJvm jvm() {
            return switch (this) {
                case THREADS ->
                    new ChildJvm(
                            ThreadStarvation.class, ThreadStarvation.OPTIONS, ThreadStarvation.ADDRESS_SPACE_KILOBYTES);
                case HEAP -> new ChildJvm(HeapExhaustion.class, HeapExhaustion.OPTIONS, 0);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void calls_end_and_succeed_again(Lack lack) throws InterruptedException {
        through(lack, 1);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("soak")
    void calls_end_and_succeed_again_and_again(Lack lack) throws InterruptedException {
        through(lack, Share.of(12));
    }

    private static void through(Lack lack, int rounds) throws InterruptedException {
        assumeThat(lack != Lack.THREADS || ChildJvm.canBeLimited())
                .as("there is a bash with an ulimit -v here, without which threads do not come to lack")
                .isTrue();
        try (SoakServer server = SoakServer.start()) {
            ChildJvm.End end = lack.jvm().run(Duration.ofMinutes(10), server.url(), Integer.toString(rounds));

            System.out.print(end.output());
            assertThat(end.value()).as(end.output()).isZero();
        }
    }
}
