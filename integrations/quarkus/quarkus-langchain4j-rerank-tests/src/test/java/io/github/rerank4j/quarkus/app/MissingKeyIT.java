package io.github.rerank4j.quarkus.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application where nobody has configured it: there are no Dev Services in production. */
class MissingKeyIT {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    @Test
    void a_key_that_nobody_has_set_ends_it_with_one_sentence() throws Exception {
        Path log = folder.resolve("log");

        assertThat(exitCodeOf(log)).isEqualTo(1);
        assertThat(Files.readString(log))
                .contains(
                        "quarkus.langchain4j.siliconflow-rerank.api-key is set to ${SILICONFLOW_API_KEY}, which neither"
                                + " the environment nor a property defines; define it, or remove the property")
                .doesNotContain("CreationException", "\tat ");
    }

    @Test
    void a_missing_key_of_a_named_model_is_told_by_its_name() throws Exception {
        Path log = folder.resolve("log");

        assertThat(exitCodeOf(log, "-Dquarkus.langchain4j.siliconflow-rerank.api-key=sk-example"))
                .isEqualTo(1);
        assertThat(Files.readString(log)).contains("set quarkus.langchain4j.tencent-rerank.cloud.secret-id and");
    }

    @Test
    void a_value_of_the_wrong_type_is_told_by_its_property() throws Exception {
        Path log = folder.resolve("log");

        assertThat(exitCodeOf(log, "-Dquarkus.langchain4j.siliconflow-rerank.timeout=soon"))
                .isEqualTo(1);
        assertThat(Files.readString(log)).contains("quarkus.langchain4j.siliconflow-rerank.timeout", "soon");
    }

    private static int exitCodeOf(Path log, String... settings) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(settings));
        command.addAll(List.of("-Dquarkus.http.port=0", "-jar", JAR.toString()));
        Process application = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(application.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return application.exitValue();
        } finally {
            application.destroyForcibly();
        }
    }
}
