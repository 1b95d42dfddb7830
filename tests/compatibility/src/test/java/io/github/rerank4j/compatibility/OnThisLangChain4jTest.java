package io.github.rerank4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.query.Query;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.Reranker;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** Runs once for each version of LangChain4j, with the same jars of ours. */
class OnThisLangChain4jTest {

    private final Models models = new Models();

    @AfterEach
    void close() {
        models.close();
    }

    @Test
    void the_version_is_the_one_that_is_meant() {
        String jar = ScoringModel.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();

        assertThat(jar).endsWith("/langchain4j-core-" + System.getProperty("langchain4j.version") + ".jar");
    }

    @Test
    void segments_are_scored() {
        for (ScoringModel model : models.all()) {
            assertThat(model.scoreAll(List.of(TextSegment.from("aa"), TextSegment.from("a")), "q")
                            .content())
                    .containsExactly(2.0, 1.0);
        }
    }

    @Test
    void documents_are_reranked_asynchronously() {
        RerankRequest request = RerankRequest.builder()
                .query("q")
                .documents(List.of("aa", "a", "aaa"))
                .build();
        for (Reranker model : models.all()) {
            assertThat(model.rerankAsync(request).join().ranked())
                    .extracting(ranked -> ranked.index())
                    .containsExactly(2, 0, 1);
        }
    }

    @Test
    void the_aggregator_ranks() {
        Query query = Query.from("q");
        Map<Query, Collection<List<Content>>> found =
                Map.of(query, List.of(List.of(Content.from("a"), Content.from("aaa"), Content.from("aa"))));
        for (ScoringModel model : models.all()) {
            ReRankingContentAggregator aggregator =
                    ReRankingContentAggregator.builder().scoringModel(model).build();

            assertThat(aggregator.aggregate(found))
                    .extracting(content -> content.textSegment().text())
                    .containsExactly("aaa", "aa", "a");
        }
    }

    @Test
    void a_failure_has_its_type() {
        Reranker siliconFlow = models.all().get(1);
        RerankRequest unknownModel = RerankRequest.builder()
                .query("q")
                .documents(List.of("a"))
                .modelName("no-such-model")
                .build();

        assertThatThrownBy(() -> siliconFlow.rerank(unknownModel)).isInstanceOf(ModelNotFoundException.class);
    }

    @Test
    void reflection_sees_all_methods_of_the_public_classes() throws IntrospectionException {
        for (Reranker model : models.all()) {
            Class<?> type = publicType(model.getClass());

            assertThat(type.getMethods()).extracting(Method::getName).contains("scoreAll", "rerank", "rerankAsync");
            assertThat(type.getDeclaredMethods()).isNotNull();
            assertThat(type.getDeclaredFields()).isNotNull();
            assertThat(Introspector.getBeanInfo(type).getMethodDescriptors()).isNotEmpty();
        }
    }

    @Test
    void a_mockito_spy_works() {
        for (Reranker model : models.all()) {
            Reranker spy = Mockito.spy(model);

            assertThat(spy.scoreAll(List.of(TextSegment.from("aaa")), "q").content())
                    .containsExactly(3.0);
            Mockito.verify(spy).scoreAll(Mockito.anyList(), Mockito.anyString());
        }
    }

    private static Class<?> publicType(Class<?> type) {
        return type.getSimpleName().startsWith("Async") ? type.getSuperclass() : type;
    }
}
