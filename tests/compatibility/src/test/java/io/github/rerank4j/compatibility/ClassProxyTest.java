package io.github.rerank4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.Reranker;
import java.util.ArrayList;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;

/** What Spring makes of a model that an aspect applies to: a subclass whose own fields are empty. */
class ClassProxyTest {

    private static final RerankRequest REQUEST =
            RerankRequest.builder().query("q").documents(List.of("a", "aaa")).build();

    private final Models models = new Models();
    private final List<String> advised = new ArrayList<>();

    @AfterEach
    void close() {
        models.close();
    }

    @Test
    void every_method_reaches_the_model_through_the_advice() {
        for (Reranker model : models.all()) {
            Reranker proxy = proxyOf(model);
            advised.clear();

            assertThat(proxy.scoreAll(List.of(TextSegment.from("aa")), "q").content())
                    .containsExactly(2.0);
            assertThat(proxy.score("aaa", "q").content()).isEqualTo(3.0);
            assertThat(proxy.rerank(REQUEST).scores()).containsExactly(1.0, 3.0);
            assertThat(proxy.rerankAsync(REQUEST).join().scores()).containsExactly(1.0, 3.0);
            assertThat(proxy).hasToString(model.toString());
            assertThat(advised).containsExactly("scoreAll", "score", "rerank", "rerankAsync", "toString");
        }
    }

    @Test
    void closing_the_proxy_closes_the_model() {
        for (Reranker model : models.all()) {
            proxyOf(model).close();

            assertThatThrownBy(() -> model.rerank(REQUEST)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_failure_passes_the_advice_as_it_is() {
        RerankRequest blank =
                RerankRequest.builder().query("q").documents(List.of("a")).build();
        for (Reranker model : models.all()) {
            Reranker proxy = proxyOf(model);
            model.close();

            assertThatThrownBy(() -> proxy.rerank(blank)).isInstanceOf(IllegalStateException.class);
        }
    }

    private Reranker proxyOf(Reranker model) {
        ProxyFactory factory = new ProxyFactory(model);
        factory.setProxyTargetClass(true);
        factory.addAdvice((MethodInterceptor) invocation -> {
            advised.add(invocation.getMethod().getName());
            return invocation.proceed();
        });
        Reranker proxy = (Reranker) factory.getProxy(getClass().getClassLoader());

        assertThat(AopUtils.isCglibProxy(proxy)).isTrue();
        return proxy;
    }
}
