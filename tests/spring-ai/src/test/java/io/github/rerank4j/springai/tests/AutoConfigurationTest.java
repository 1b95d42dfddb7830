package io.github.rerank4j.springai.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.OnFailure;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankSelectionContext;
import io.github.rerank4j.springai.RerankDocumentPostProcessor;
import io.github.rerank4j.springai.RerankDocumentPostProcessorCustomizer;
import io.github.rerank4j.springai.RerankSpringAiAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;
import org.springframework.ai.rag.postretrieval.document.DocumentPostProcessor;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;

@ExtendWith(OutputCaptureExtension.class)
class AutoConfigurationTest {

    private static final Query QUESTION = new Query("how do I get my money back?");

    private final Service service = new Service();
    private final ApplicationContextRunner unconfigured =
            new ApplicationContextRunner().withUserConfiguration(Application.class);
    private final ApplicationContextRunner configured = unconfigured.withPropertyValues(
            "langchain4j.rerank.siliconflow.base-url=" + service.server.url(),
            "langchain4j.rerank.siliconflow.api-key=sk-example",
            "langchain4j.rerank.siliconflow.model-name=" + Service.TEXT_MODEL,
            "langchain4j.rerank.siliconflow.max-retries=0");

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void the_applications_listeners_hear_what_is_selected() {
        service.scores(0.1, 0.9, 0.5);
        List<Integer> kept = new ArrayList<>();

        configured
                .withBean(RerankListener.class, () -> new RerankListener() {
                    @Override
                    public void onSelection(RerankSelectionContext context) {
                        kept.add(context.kept());
                    }
                })
                .run(context -> {
                    ranked(context);

                    assertThat(kept).containsExactly(3);
                });
    }

    @Test
    void a_configured_reranker_is_a_post_processor() {
        service.scores(0.1, 0.9, 0.5);

        configured.run(context -> assertThat(ranked(context)).containsExactly("refunds", "returns", "hours"));
    }

    @Test
    void its_settings_are_properties() {
        service.scores(0.1, 0.9, 0.5);
        service.isDown();

        configured
                .withPropertyValues(
                        "langchain4j.rerank.spring-ai.top-n=2",
                        "langchain4j.rerank.spring-ai.min-score=0.6",
                        "langchain4j.rerank.spring-ai.on-failure=keep-order")
                .run(context -> {
                    assertThat(ranked(context)).containsExactly("refunds");
                    assertThat(ranked(context)).containsExactly("hours", "refunds");
                });
    }

    @Test
    void a_threshold_on_raw_scores_can_be_meant() {
        unconfigured
                .withUserConfiguration(OwnModel.class)
                .withPropertyValues(
                        "langchain4j.rerank.spring-ai.min-score=6", "langchain4j.rerank.spring-ai.raw-threshold=true")
                .run(context -> assertThat(ranked(context)).containsExactly("refunds", "returns"));
    }

    @Test
    void without_a_reranker_there_is_none() {
        unconfigured.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DocumentPostProcessor.class));
    }

    @Test
    void it_can_be_switched_off() {
        configured
                .withPropertyValues("langchain4j.rerank.spring-ai.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(ScoringModel.class)
                        .doesNotHaveBean(DocumentPostProcessor.class));
    }

    @Test
    void a_scoring_model_of_the_application_does_as_well() {
        unconfigured
                .withUserConfiguration(OwnModel.class)
                .run(context -> assertThat(ranked(context)).containsExactly("refunds", "returns", "hours"));
    }

    @Test
    void a_reranker_of_the_application_stays_the_only_one_and_is_counted() {
        service.isDown();

        configured.withUserConfiguration(OwnReranker.class, Metered.class).run(context -> {
            ranked(context);

            assertThat(context).hasSingleBean(DocumentPostProcessor.class);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("rerank.kept.order")
                            .tag("bean", "ownReranker")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        });
    }

    @Test
    void a_post_processor_of_another_kind_does_not_drive_it_away() {
        configured
                .withUserConfiguration(OwnPostProcessor.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(RerankDocumentPostProcessor.class)
                        .hasBean("ownPostProcessor"));
    }

    @Test
    void a_customizer_sets_what_properties_cannot_say() {
        service.scores(0.1, 0.9, 0.5);

        configured.withUserConfiguration(Customized.class).run(context -> {
            ranked(context);

            assertThat(service.server
                            .requests()
                            .get(0)
                            .json()
                            .at("/documents/1")
                            .asText())
                    .isEqualTo("Shop: refunds");
        });
    }

    @Test
    void switched_on_without_a_reranker_it_says_what_is_missing() {
        unconfigured
                .withPropertyValues("langchain4j.rerank.spring-ai.enabled=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("langchain4j.rerank.spring-ai.enabled is true, but there is no"
                                + " ScoringModel bean; set one of langchain4j.rerank.tencent.secret-id"));
    }

    @Test
    void of_several_models_the_primary_one_reranks() {
        unconfigured
                .withUserConfiguration(OwnModel.class, PrimaryModel.class)
                .run(context -> assertThat(ranked(context)).containsExactly("hours", "refunds", "returns"));
    }

    @Test
    void of_several_models_one_can_be_named() {
        service.scores(0.1, 0.2, 0.3);

        configured
                .withPropertyValues(
                        "langchain4j.rerank.instances.second.provider=tencent",
                        "langchain4j.rerank.instances.second.secret-id=example-id",
                        "langchain4j.rerank.instances.second.secret-key=example-key",
                        "langchain4j.rerank.spring-ai.model=siliconFlowScoringModel")
                .run(context -> assertThat(ranked(context)).containsExactly("returns", "refunds", "hours"));
    }

    @Test
    void a_model_of_the_parent_context_can_be_named() {
        new ApplicationContextRunner()
                .withUserConfiguration(OwnModel.class)
                .run(parent -> unconfigured
                        .withParent(parent)
                        .withPropertyValues("langchain4j.rerank.spring-ai.model=longest")
                        .run(context -> assertThat(ranked(context)).containsExactly("refunds", "returns", "hours")));
    }

    @Test
    void the_models_of_the_parent_context_are_told_where_none_is_primary() {
        new ApplicationContextRunner()
                .withUserConfiguration(OwnModel.class, OtherModel.class)
                .run(parent -> unconfigured
                        .withParent(parent)
                        .run(context -> assertThat(context)
                                .getFailure()
                                .hasStackTraceContaining(
                                        "there are several ScoringModel beans, [longest, other], and none of"
                                                + " them is primary")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled=true", "model=setAside"})
    void the_only_model_may_be_no_autowire_candidate(String property) {
        unconfigured
                .withUserConfiguration(ModelSetAside.class)
                .withPropertyValues("langchain4j.rerank.spring-ai." + property)
                .run(context -> assertThat(ranked(context)).containsExactly("refunds", "returns", "hours"));
    }

    @Test
    void orders_kept_are_counted_where_there_is_a_meter_registry() {
        service.isDown();

        configured
                .withUserConfiguration(Metered.class)
                .withPropertyValues("langchain4j.rerank.spring-ai.on-failure=keep-order")
                .run(context -> {
                    ranked(context);

                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("rerank.kept.order")
                                    .functionCounter()
                                    .count())
                            .isEqualTo(1);
                });
    }

    @Test
    void orders_kept_are_counted_where_beans_are_lazy_too() {
        configured
                .withUserConfiguration(Metered.class)
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(counted(context)).containsExactly("rerankDocumentPostProcessor"));
    }

    @Test
    void a_reranker_is_not_made_only_to_be_counted() {
        configured
                .withUserConfiguration(OwnReranker.class, MadeOnDemand.class, Metered.class)
                .run(context -> assertThat(counted(context)).containsExactly("ownReranker"));
    }

    @Test
    void it_needs_no_micrometer() {
        service.scores(0.1, 0.9, 0.5);

        configured
                .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> assertThat(ranked(context)).containsExactly("refunds", "returns", "hours"));
    }

    @Test
    void it_stays_away_without_spring_ais_retrieval() {
        configured
                .withClassLoader(new FilteredClassLoader("org.springframework.ai.rag"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ScoringModel.class));
    }

    @Test
    void it_stays_away_without_the_starter() {
        new ApplicationContextRunner()
                .withUserConfiguration(OwnModel.class)
                .withConfiguration(AutoConfigurations.of(RerankSpringAiAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("io.github.rerank4j.spring."))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DocumentPostProcessor.class));
    }

    @Test
    void what_a_threshold_keeps_and_drops_is_counted_where_there_is_a_meter_registry() {
        service.scores(0.1, 0.9, 0.5);

        configured
                .withUserConfiguration(Metered.class)
                .withPropertyValues("langchain4j.rerank.spring-ai.min-score=0.5")
                .run(context -> {
                    ranked(context);

                    assertThat(selected(context, "kept")).isEqualTo(2);
                    assertThat(selected(context, "dropped")).isEqualTo(1);
                });
    }

    @Test
    void a_threshold_that_leaves_nothing_is_warned_of_by_its_property(CapturedOutput output) {
        service.scores(0.1, 0.9, 0.5);

        configured
                .withPropertyValues("langchain4j.rerank.spring-ai.min-score=0.95")
                .run(context -> {
                    ranked(context);

                    assertThat(output.getOut())
                            .contains("langchain4j.rerank.spring-ai.min-score is 0.95, which has dropped all 3");
                });
    }

    @Test
    void without_a_threshold_there_are_counters_for_those_of_whoever_answers() {
        configured
                .withUserConfiguration(Metered.class)
                .run(context -> assertThat(context.getBean(MeterRegistry.class)
                                .find("rerank.selection")
                                .functionCounters())
                        .hasSize(2)
                        .allMatch(counter -> counter.count() == 0));
    }

    @Test
    void what_reranks_is_said_at_the_start(CapturedOutput output) {
        configured.run(context -> assertThat(output.getOut())
                .contains("rerankDocumentPostProcessor reranks for Spring AI with SiliconFlowScoringModel["
                        + "provider=siliconflow, modelName=" + Service.TEXT_MODEL + ", baseUrl="
                        + service.server.url())
                .doesNotContain("sk-example"));
    }

    @Test
    void that_nothing_reranks_is_said_at_the_start(CapturedOutput output) {
        unconfigured.run(context -> assertThat(output.getOut())
                .contains("Nothing reranks for Spring AI, because there is no ScoringModel bean; set one of"
                        + " langchain4j.rerank.tencent.secret-id, langchain4j.rerank.siliconflow.api-key,"
                        + " langchain4j.rerank.generic.base-url, and what else its provider needs"));
    }

    @Test
    void what_reranks_on_demand_is_not_made_to_be_said(CapturedOutput output) {
        configured
                .withUserConfiguration(OwnReranker.class, MadeOnDemand.class)
                .run(context -> assertThat(output.getOut())
                        .contains("ownReranker reranks for Spring AI with SiliconFlowScoringModel[")
                        .contains("lazy reranks for Spring AI when it is asked for"));
    }

    @Test
    void settings_beside_a_post_processor_of_the_applications_own_are_warned_of(CapturedOutput output) {
        configured
                .withUserConfiguration(OwnReranker.class)
                .withPropertyValues("langchain4j.rerank.spring-ai.topN=2", "langchain4j.rerank.spring-ai.min-score=0.5")
                .run(context -> assertThat(output.getOut())
                        .contains("Without effect: langchain4j.rerank.spring-ai.min-score,"
                                + " langchain4j.rerank.spring-ai.top-n, because the RerankDocumentPostProcessor bean"
                                + " ownReranker takes the place of ours; set what is meant there, or remove the"
                                + " properties or the bean"));
    }

    @Test
    void settings_that_have_an_effect_are_not_warned_of(CapturedOutput output) {
        configured
                .withPropertyValues("langchain4j.rerank.spring-ai.top-n=2")
                .run(context -> assertThat(output.getOut()).doesNotContain("Without effect"));
    }

    private static double selected(ApplicationContext context, String outcome) {
        return context.getBean(MeterRegistry.class)
                .get("rerank.selection")
                .tag("bean", "rerankDocumentPostProcessor")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }

    private static List<String> counted(ApplicationContext context) {
        return context.getBean(MeterRegistry.class).find("rerank.kept.order").meters().stream()
                .map(meter -> String.valueOf(meter.getId().getTag("bean")))
                .toList();
    }

    private static List<String> ranked(ApplicationContext context) {
        List<Document> found = List.of(new Document("hours"), new Document("refunds"), new Document("returns"));
        return context.getBean(RerankDocumentPostProcessor.class).process(QUESTION, found).stream()
                .map(document -> String.valueOf(document.getText()))
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnModel {

        @Bean
        ScoringModel longest() {
            return (segments, query) -> Response.from(segments.stream()
                    .map(segment -> (double) segment.text().length())
                    .toList());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryModel {

        @Bean
        @Primary
        ScoringModel shortest() {
            return (segments, query) -> Response.from(segments.stream()
                    .map(segment -> -(double) segment.text().length())
                    .toList());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OtherModel {

        @Bean
        ScoringModel other() {
            return (segments, query) -> Response.from(List.of());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ModelSetAside {

        @Bean(autowireCandidate = false)
        ScoringModel setAside() {
            return new OwnModel().longest();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnPostProcessor {

        @Bean
        DocumentPostProcessor ownPostProcessor() {
            return (query, documents) -> documents;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnReranker {

        @Bean
        RerankDocumentPostProcessor ownReranker(ScoringModel model) {
            return RerankDocumentPostProcessor.builder()
                    .scoringModel(model)
                    .onFailure(OnFailure.KEEP_ORDER)
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MadeOnDemand {

        @Bean
        @Lazy
        RerankDocumentPostProcessor lazy() {
            return madeForNobody();
        }

        @Bean
        @Scope("prototype")
        RerankDocumentPostProcessor prototype() {
            return madeForNobody();
        }

        @Bean
        @Scope("request")
        RerankDocumentPostProcessor ofRequest() {
            return madeForNobody();
        }

        private static RerankDocumentPostProcessor madeForNobody() {
            throw new IllegalStateException("nobody has asked for this reranker");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {

        @Bean
        RerankDocumentPostProcessorCustomizer titles() {
            return builder -> builder.documentText(document -> "Shop: " + document.getText());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Metered {

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }
}
