package io.github.rerank4j.examples.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParentProcessTest {

    @Test
    void what_maven_has_started_ends_when_maven_is_ended_by_its_id() throws Exception {
        Process parent = java(Parent.class)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = parent.inputReader()) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
            try {
                parent.destroy();

                child.onExit().get(60, TimeUnit.SECONDS);
                assertThat(child.isAlive()).isFalse();
            } finally {
                child.destroyForcibly();
            }
        } finally {
            parent.destroyForcibly();
        }
    }

    private static ProcessBuilder java(Class<?> main, String... options) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m", "-XX:+UseSerialGC");
        builder.command().addAll(List.of(options));
        builder.command().addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return builder;
    }

    /** In the place of Maven. */
    static final class Parent {

        public static void main(String[] args) throws IOException, InterruptedException {
            Process child = java(Child.class, "-D" + ParentProcess.PROPERTY + "=true")
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            child.waitFor();
        }
    }

    /** In the place of an application. */
    static final class Child {

        public static void main(String[] args) throws InterruptedException {
            ParentProcess.follow();
            System.out.println(ProcessHandle.current().pid());
            new CountDownLatch(1).await();
        }
    }
}
