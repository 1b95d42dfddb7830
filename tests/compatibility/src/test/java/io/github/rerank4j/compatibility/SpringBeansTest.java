package io.github.rerank4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

/** The models as beans of a Spring context. */
class SpringBeansTest {

    private static final List<TextSegment> SEGMENTS = List.of(TextSegment.from("aa"), TextSegment.from("a"));

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void a_bean_scores_whatever_type_its_method_declares() {
        start(Rerankers.class);

        for (ScoringModel model : context.getBeansOfType(ScoringModel.class).values()) {
            assertThat(model.scoreAll(SEGMENTS, "q").content()).containsExactly(2.0, 1.0);
        }
        assertThat(context.getBean(SiliconFlowScoringModel.class)).isSameAs(context.getBean("siliconFlow"));
        assertThat(context.getBeansOfType(ScoringModel.class)).hasSize(3);
    }

    @Test
    void a_bean_method_called_by_another_returns_the_bean() {
        start(Rerankers.class);

        assertThat(context.getBean(Chain.class).model()).isSameAs(context.getBean("tencent"));
    }

    @Test
    void a_context_closes_its_models() {
        start(Rerankers.class);
        Map<String, ScoringModel> beans = context.getBeansOfType(ScoringModel.class);

        context.close();

        assertThat(beans)
                .hasSize(3)
                .allSatisfy((name, model) -> assertThatThrownBy(() -> model.scoreAll(SEGMENTS, "q"))
                        .isInstanceOf(IllegalStateException.class));
    }

    @Test
    void a_lazy_injection_point_gets_a_class_proxy() {
        start(Rerankers.class, LazyChain.class);

        TencentScoringModel proxy = context.getBean(LazyChain.class).model;

        assertThat(AopUtils.isCglibProxy(proxy)).isTrue();
        assertThat(proxy.scoreAll(SEGMENTS, "q").content()).containsExactly(2.0, 1.0);
    }

    @Test
    void a_scoped_bean_is_a_class_proxy() {
        start(ScopedReranker.class);

        GenericScoringModel proxy = context.getBean("scoped", GenericScoringModel.class);

        assertThat(AopUtils.isCglibProxy(proxy)).isTrue();
        assertThat(proxy.scoreAll(SEGMENTS, "q").content()).containsExactly(2.0, 1.0);
    }

    @Test
    void an_aspect_around_all_models_sees_every_call_and_leaves_closing_alone() {
        start(Rerankers.class, Aspect.class);
        Map<String, RerankScoringModel> beans = context.getBeansOfType(RerankScoringModel.class);

        beans.values().forEach(model -> model.scoreAll(SEGMENTS, "q"));

        assertThat(beans)
                .hasSize(3)
                .allSatisfy((name, model) ->
                        assertThat(AopUtils.isCglibProxy(model)).isTrue());
        assertThat(context.getBean(Calls.class).seen()).containsExactly("scoreAll", "scoreAll", "scoreAll");
        List<Object> targets = beans.values().stream()
                .map(proxy -> AopProxyUtils.getSingletonTarget((Advised) proxy))
                .map(Object.class::cast)
                .toList();
        context.close();
        assertThat(targets)
                .allSatisfy(target -> assertThatThrownBy(() -> ((ScoringModel) target).scoreAll(SEGMENTS, "q"))
                        .isInstanceOf(IllegalStateException.class));
    }

    private void start(Class<?>... configurations) {
        context.register(configurations);
        context.registerBean("models", Models.class, Models::new);
        context.refresh();
    }

    record Chain(ScoringModel model) {}

    record Calls(List<String> seen) {}

    @Configuration
    static class Rerankers {

        private final Models models;

        Rerankers(Models models) {
            this.models = models;
        }

        @Bean
        ScoringModel tencent() {
            return models.tencent();
        }

        @Bean
        SiliconFlowScoringModel siliconFlow() {
            return models.siliconFlow();
        }

        @Bean
        GenericScoringModel generic() {
            return models.generic();
        }

        @Bean
        Chain chain() {
            return new Chain(tencent());
        }
    }

    static class LazyChain {

        private final TencentScoringModel model;

        LazyChain(@Lazy @Qualifier("tencent") TencentScoringModel model) {
            this.model = model;
        }
    }

    @Configuration
    static class ScopedReranker {

        @Bean
        @Scope(scopeName = "singleton", proxyMode = ScopedProxyMode.TARGET_CLASS)
        GenericScoringModel scoped(Models models) {
            return models.generic();
        }
    }

    /** As transactions do it: an advisor bean, and a creator that wraps every bean it applies to. */
    @Configuration
    static class Aspect {

        @Bean
        static DefaultAdvisorAutoProxyCreator autoProxies() {
            DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
            creator.setProxyTargetClass(true);
            return creator;
        }

        @Bean
        static Calls calls() {
            return new Calls(new ArrayList<>());
        }

        @Bean
        static DefaultPointcutAdvisor advisor(Calls calls) {
            MethodInterceptor around = invocation -> {
                calls.seen().add(invocation.getMethod().getName());
                return invocation.proceed();
            };
            return new DefaultPointcutAdvisor(
                    new ComposablePointcut(RerankScoringModel.class::isAssignableFrom), around);
        }
    }
}
