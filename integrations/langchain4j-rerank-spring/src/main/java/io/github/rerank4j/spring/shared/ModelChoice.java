package io.github.rerank4j.spring.shared;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.text.HarmlessName;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;

/** Which of the application's models reranks: the one that is named, else the only one or the primary one. */
public final class ModelChoice {

    private final String prefix;
    private final String none;
    private final UnaryOperator<String> several;

    /**
     * The choice by properties.
     *
     * @param prefix under which {@code model} names one, and {@code enabled} asks for one
     * @param none what is said where there is none
     * @param several what is said where there are several and none is primary, from their names
     */
    public ModelChoice(String prefix, String none, UnaryOperator<String> several) {
        this.prefix = prefix;
        this.none = none;
        this.several = several;
    }

    /**
     * The model.
     *
     * @param name the name of its bean, or null
     * @throws RerankConfigurationException if there is none of that name, or not one without a name
     */
    public ScoringModel among(ListableBeanFactory beans, @Nullable String name) {
        return name == null ? only(beans) : named(beans, name);
    }

    private ScoringModel only(ListableBeanFactory beans) {
        ScoringModel only = beans.getBeanProvider(ScoringModel.class).getIfUnique();
        if (only == null) {
            List<String> names = names(beans);
            throw new RerankConfigurationException(
                    names.isEmpty()
                            ? prefix + ".enabled is true, but " + nothing(beans)
                            : several.apply(names.toString()));
        }
        return only;
    }

    private ScoringModel named(ListableBeanFactory beans, String name) {
        List<String> names = names(beans);
        if (!names.contains(name)) {
            throw new RerankConfigurationException(prefix + ".model is " + HarmlessName.quoted(name) + ", but "
                    + (names.isEmpty()
                            ? nothing(beans)
                            : "the ScoringModel beans are " + names + "; set it to one of them"));
        }
        return beans.getBean(name, ScoringModel.class);
    }

    private String nothing(ListableBeanFactory beans) {
        return none + "; " + ModelHint.of(beans);
    }

    private static List<String> names(ListableBeanFactory beans) {
        return List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, ScoringModel.class));
    }
}
