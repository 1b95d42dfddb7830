package io.github.rerank4j.spring;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankScoringModel;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.spi.RateLimiter;
import io.github.rerank4j.spi.SettingNames;
import io.github.rerank4j.tencent.TencentCredentialsProvider;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.beans.PropertyDescriptor;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/** Makes the rerankers from their properties, the beans they share, and the application's customizers, in this order. */
class RerankModels {

    static final String BEAN_NAME = "rerankModels";

    private final BoundProperties properties;
    private final BeanFactory beans;

    RerankModels(Environment environment, BeanFactory beans) {
        this.properties = new BoundProperties(environment);
        this.beans = beans;
    }

    TencentScoringModel tencent(String name, String prefix) {
        TencentScoringModel.Builder builder = TencentScoringModel.builder();
        ifUnique(TencentCredentialsProvider.class, builder::credentials);
        return model(
                new Target<>(name, prefix, builder),
                TencentProperties.class,
                TencentProperties::applyTo,
                TencentScoringModel.Builder::build);
    }

    SiliconFlowScoringModel siliconFlow(String name, String prefix) {
        return model(
                new Target<>(name, prefix, SiliconFlowScoringModel.builder()),
                SiliconFlowProperties.class,
                SiliconFlowProperties::applyTo,
                SiliconFlowScoringModel.Builder::build);
    }

    GenericScoringModel generic(String name, String prefix) {
        return model(
                new Target<>(name, prefix, GenericScoringModel.builder()),
                GenericProperties.class,
                GenericProperties::applyTo,
                GenericScoringModel.Builder::build);
    }

    private <P extends ModelProperties, B extends RerankScoringModel.Builder<B>, M extends RerankScoringModel> M model(
            Target<B> target, Class<P> type, BiConsumer<P, B> properties, Function<B, M> build) {
        B builder = target.builder();
        P bound = this.properties.of(target.prefix(), type);
        try {
            properties.accept(bound, builder);
            shared(builder);
            customizers(builder).forEach(customizer -> customizer.customize(builder, target.name()));
            return build.apply(builder);
        } catch (IllegalArgumentException objection) {
            throw RerankConfigurationException.of(names(target.prefix(), type), objection);
        }
    }

    private void shared(RerankScoringModel.Builder<?> builder) {
        ifUnique(OkHttpClient.class, builder::httpClient);
        ifUnique(RateLimiter.class, builder::rateLimiter);
        List<RerankListener> listeners =
                beans.getBeanProvider(RerankListener.class).orderedStream().toList();
        builder.listeners(listeners);
    }

    private <T> void ifUnique(Class<T> type, Consumer<T> setting) {
        beans.getBeanProvider(type).ifUnique(setting);
    }

    @SuppressWarnings("unchecked")
    private <B extends RerankScoringModel.Builder<B>> Stream<RerankModelCustomizer<B>> customizers(B builder) {
        ResolvableType type = ResolvableType.forClassWithGenerics(RerankModelCustomizer.class, builder.getClass());
        return beans.getBeanProvider(type).orderedStream().map(customizer -> (RerankModelCustomizer<B>) customizer);
    }

    private static SettingNames names(String prefix, Class<?> type) {
        return SettingNames.under(
                prefix,
                Stream.of(BeanUtils.getPropertyDescriptors(type))
                        .map(PropertyDescriptor::getName)
                        .toList());
    }

    /** What is to be built: the name of the bean, the prefix of its properties, and the builder. */
    private record Target<B>(String name, String prefix, B builder) {}
}
