package io.github.rerank4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkedJobTest {

    /** A gigabyte of them with {@code -Drerank.spark.pairs=1000000}. */
    private static final int PAIRS = Integer.getInteger("rerank.spark.pairs", 200_000);

    private static final String REFUSED = md5("100");

    @TempDir
    private Path folder;

    @Test
    void memory_does_not_grow_with_the_input_and_nothing_that_is_written_shows_a_text_or_a_key() throws Exception {
        Files.createDirectory(folder.resolve("events"));
        Files.writeString(folder.resolve("log4j2.properties"), logging());
        int requests;

        try (StubServer server = StubServer.forgetful()
                .refusing(texts -> texts.stream().anyMatch(text -> text.startsWith(REFUSED))
                        ? new StubServer.Refusal(400, "no good: " + texts.get(1))
                        : StubServer.NONE)) {
            Process job = start(server.url());
            assertThat(job.waitFor(10, TimeUnit.MINUTES)).isTrue();
            assertThat(job.exitValue())
                    .as(Files.readString(folder.resolve("output")))
                    .isZero();
            requests = server.requests();
        }

        assertThat(requests).isBetween(PAIRS / 100, PAIRS / 100 + 200);
        assertThat(folder.resolve("summary")).content().startsWith("2,000 of 2,000 pairs, 1 failed {InvalidRequest");
        assertThat(folder.resolve("plan")).content().contains("rerank");
        assertThat(written("events")).contains("rerank forked: scored pairs", "rerank forked: requests");
        assertThat(written("log")).contains("siliconflow");
        for (String file : List.of("events", "plan", "log", "output")) {
            assertThat(written(file))
                    .as(file)
                    .doesNotContain(Sparks.KEY, "RERANK_TEST_KEY", md5("5"), md5("77"), REFUSED);
        }
    }

    private Process start(String url) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(System.getProperty("jvm.spark").trim().split("\\s+")));
        command.add("-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ForkedJob.class.getName()));
        command.addAll(List.of(url, Integer.toString(PAIRS), folder.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    /** What there is below a path, all in one. */
    private String written(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(name))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
            return all.toString();
        }
    }

    private String logging() {
        return """
                rootLogger.level = info
                rootLogger.appenderRef.file.ref = file
                logger.ours.name = io.github.rerank4j
                logger.ours.level = debug
                appender.file.type = File
                appender.file.name = file
                appender.file.fileName = %s
                appender.file.layout.type = PatternLayout
                appender.file.layout.pattern = %%p %%c{1}: %%m%%n%%throwable
                """.formatted(folder.resolve("log"));
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
