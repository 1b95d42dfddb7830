package io.github.rerank4j.spring;

import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentCredentialsProvider;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.beans.PropertyDescriptor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/** Makes the rerankers from their properties, the beans they share, and the application's customizers, in this order. */
class RerankModels {

    static final String BEAN_NAME = "rerankModels";

    private final BoundProperties properties;
    private final SharedBeans beans;

    RerankModels(Environment environment, ListableBeanFactory beans) {
        this.properties = new BoundProperties(environment);
        this.beans = new SharedBeans(beans);
        // once more: where beans were registered ahead of time nobody has looked at these yet
        properties.all();
    }

    TencentScoringModel tencent(String name, String prefix) {
        TencentProperties bound = bound(Provider.TENCENT, prefix, TencentProperties.class);
        TencentScoringModel.Builder builder = TencentScoringModel.builder();
        return refusing(bound, prefix, () -> {
            bound.applyTo(builder);
            if (!bound.hasKeys()) {
                beans.one(TencentCredentialsProvider.class).ifPresent(builder::credentials);
            }
            return complete(builder, bound, name).build();
        });
    }

    SiliconFlowScoringModel siliconFlow(String name, String prefix) {
        SiliconFlowProperties bound = bound(Provider.SILICONFLOW, prefix, SiliconFlowProperties.class);
        SiliconFlowScoringModel.Builder builder = SiliconFlowScoringModel.builder();
        return refusing(bound, prefix, () -> {
            bound.applyTo(builder);
            return complete(builder, bound, name).build();
        });
    }

    GenericScoringModel generic(String name, String prefix) {
        GenericProperties bound = bound(Provider.GENERIC, prefix, GenericProperties.class);
        GenericScoringModel.Builder builder = GenericScoringModel.builder();
        return refusing(bound, prefix, () -> {
            bound.applyTo(builder);
            return complete(builder, bound, name).build();
        });
    }

    private <P extends ModelProperties> P bound(Provider provider, String prefix, Class<P> type) {
        properties.requireOnlyThoseOf(provider, prefix);
        return properties.of(prefix, type);
    }

    private <B extends RerankScoringModel.Builder<B>> B complete(B builder, ModelProperties bound, String name) {
        beans.giveTo(builder, bound, name);
        beans.customize(builder, name);
        return builder;
    }

    private static <M> M refusing(ModelProperties bound, String prefix, Supplier<M> model) {
        try {
            return model.get();
        } catch (IllegalArgumentException objection) {
            throw RerankConfigurationException.of(names(prefix, bound.getClass()), objection);
        }
    }

    private static SettingNames names(String prefix, Class<?> type) {
        return SettingNames.under(
                prefix,
                Stream.of(BeanUtils.getPropertyDescriptors(type))
                        .map(PropertyDescriptor::getName)
                        .toList());
    }
}
