package io.github.rerank4j.spring;

import static io.github.rerank4j.spring.LocalProviders.scores;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A provider that the starter knows nothing of: its jar is on the class path, and that is all. */
class AcmeTest {

    private static final Path JAR = Path.of(System.getProperty("acme.jar"));
    private static final String P = "langchain4j.rerank.";

    private final ScriptedServer server = ScriptedServer.start();

    AcmeTest() {
        server.respondWith(request -> ScriptedReply.json("{\"hits\":[{\"i\":1,\"s\":0.9},{\"i\":0,\"s\":0.1}]}"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void its_properties_make_a_bean_named_after_its_class() throws Exception {
        try (URLClassLoader acme = loader();
                ConfigurableApplicationContext context = Application.in(
                        acme,
                        P + "acme.base-url=" + server.url(),
                        P + "acme.apiKey=sk-example",
                        P + "acme.effort=3",
                        P + "acme.max-documents-per-request=10",
                        P + "acme.custom-headers.X-Team=search")) {
            assertThat(context.getBeansOfType(model(acme))).containsOnlyKeys("acmeScoringModel");
            assertThat(scores(context.getBean(ScoringModel.class))).containsExactly(0.1, 0.9);

            ReceivedRequest request = server.requests().get(0);
            assertThat(request.header("Authorization")).isEqualTo("Bearer sk-example");
            assertThat(request.header("X-Team")).isEqualTo("search");
            assertThat(request.json().path("effort").asInt()).isEqualTo(3);
            assertThat(request.json().path("model").asText()).isEqualTo("acme-rank-1");
        }
    }

    @Test
    void two_of_it_have_names() throws Exception {
        try (URLClassLoader acme = loader();
                ConfigurableApplicationContext context = Application.in(acme, named())) {
            assertThat(context.getBeansOfType(model(acme))).containsOnlyKeys("quick", "lawTexts");
            assertThat(scores(context.getBean("quick", ScoringModel.class))).containsExactly(0.1, 0.9);
            assertThat(scores(context.getBean("lawTexts", ScoringModel.class))).containsExactly(0.1, 0.9);

            assertThat(server.requests())
                    .extracting(request -> request.json().path("effort").asInt())
                    .containsExactly(1, 2);
        }
    }

    @Test
    void what_is_wrong_is_told_in_its_properties() throws Exception {
        try (URLClassLoader acme = loader()) {
            assertThat(Application.refusal(acme, P + "acme.effort=2"))
                    .isEqualTo(P + "acme.api-key is missing; set the key of your account");
            assertThat(Application.refusal(acme, P + "acme.api-key=sk-example", P + "acme.effort=4"))
                    .isEqualTo(P + "acme.effort is 4, but must be from 1 to 3");
            assertThat(Application.refusal(acme, P + "acme.effort=much"))
                    .startsWith(P + "acme.effort is \"much\", but must be a whole number");
            assertThat(Application.refusal(acme, P + "acme.efort=2"))
                    .startsWith(P + "acme.efort is not known; did you mean " + P + "acme.effort? Correct its name");
            assertThat(Application.refusal(acme, P + "instances.faq.provider=generic", P + "instances.faq.effort=2"))
                    .startsWith(P + "instances.faq.effort is set, but generic has no such setting;");
            assertThat(Application.refusal(acme, P + "instances.faq.provider=acne"))
                    .contains(
                            "is \"acne\", but must be one of tencent, siliconflow, generic, acme, fallback; did you mean acme?");
        }
    }

    @Test
    void an_application_processed_ahead_of_time_has_it(@TempDir Path folder) throws Exception {
        String classPath = JavaProcess.CLASS_PATH + File.pathSeparator + JAR;
        AheadOfTime application = AheadOfTime.processed(
                folder,
                classPath,
                P + "acme.enabled=true",
                P + "instances.quick.provider=acme",
                P + "instances.lawTexts.provider=acme");

        JavaProcess run =
                application.started(more(P + "acme.base-url=" + server.url(), P + "acme.api-key=sk-example", named()));

        assertThat(run.output())
                .contains("ahead of time: true")
                .contains("acmeScoringModel: [0.1, 0.9]")
                .contains("quick: [0.1, 0.9]")
                .contains("lawTexts: [0.1, 0.9]");
        assertThat(run.exitCode()).isZero();
    }

    private String[] named() {
        return new String[] {
            P + "instances.quick.provider=acme",
            P + "instances.quick.base-url=" + server.url(),
            P + "instances.quick.api-key=sk-example",
            P + "instances.lawTexts.provider=acme",
            P + "instances.lawTexts.base-url=" + server.url(),
            P + "instances.lawTexts.api-key=sk-example",
            P + "instances.lawTexts.effort=2"
        };
    }

    private static String[] more(String one, String other, String... rest) {
        String[] all = new String[rest.length + 2];
        all[0] = one;
        all[1] = other;
        System.arraycopy(rest, 0, all, 2, rest.length);
        return all;
    }

    private static URLClassLoader loader() throws Exception {
        return new URLClassLoader(new URL[] {JAR.toUri().toURL()}, AcmeTest.class.getClassLoader());
    }

    private static Class<?> model(ClassLoader acme) throws ClassNotFoundException {
        return acme.loadClass("io.github.rerank4j.acme.AcmeScoringModel");
    }
}
