package io.github.rerank4j.springai.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.springai.RerankDocumentPostProcessor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.Compiled;
import org.springframework.core.test.tools.TestCompiler;

/** An application whose beans are decided when it is built. */
class AheadOfTimeTest {

    @Test
    @CompileWithForkedClassLoader
    void the_application_runs_as_it_was_processed() {
        try (Service service = new Service()) {
            MapPropertySource properties = properties(service);
            TestGenerationContext generated = processed(properties);

            TestCompiler.forSystem().with(generated).compile(compiled -> assertReranks(service, properties, compiled));
        }
    }

    private static TestGenerationContext processed(MapPropertySource properties) {
        TestGenerationContext generated = new TestGenerationContext();
        try (AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext()) {
            application.register(Application.class);
            application.getEnvironment().getPropertySources().addFirst(properties);
            new ApplicationContextAotGenerator().processAheadOfTime(application, generated);
        }
        generated.writeGeneratedContent();
        return generated;
    }

    @SuppressWarnings("unchecked")
    private static void assertReranks(Service service, MapPropertySource properties, Compiled compiled) {
        service.scores(0.1, 0.9, 0.5);
        try (GenericApplicationContext application = new GenericApplicationContext()) {
            application.getEnvironment().getPropertySources().addFirst(properties);
            compiled.getInstance(ApplicationContextInitializer.class).initialize(application);
            application.refresh();

            List<Document> ranked = application
                    .getBean(RerankDocumentPostProcessor.class)
                    .process(
                            new Query("how do I get my money back?"),
                            List.of(new Document("hours"), new Document("refunds"), new Document("returns")));

            assertThat(ranked).extracting(Document::getText).containsExactly("refunds", "returns");
        }
    }

    private static MapPropertySource properties(Service service) {
        return new MapPropertySource(
                "properties",
                Map.of(
                        "langchain4j.rerank.siliconflow.base-url",
                        service.server.url(),
                        "langchain4j.rerank.siliconflow.api-key",
                        "sk-example",
                        "langchain4j.rerank.siliconflow.model-name",
                        Service.TEXT_MODEL,
                        "langchain4j.rerank.spring-ai.top-n",
                        "2"));
    }
}
