package io.github.rerank4j.springai;

import dev.langchain4j.model.scoring.ScoringModel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;

/** Which of the application's models reranks: the one that is named, else the only one or the primary one. */
final class ModelChoice {

    private static final String MODEL = RerankSpringAiProperties.PREFIX + ".model";

    /** What is to be done where there is no model. */
    static final String HOW_TO_HAVE_ONE = "set langchain4j.rerank.siliconflow.api-key and .model-name,"
            + " langchain4j.rerank.tencent.secret-id and .secret-key, or langchain4j.rerank.generic.dialect and what its"
            + " server needs";

    private ModelChoice() {}

    /**
     * The model.
     *
     * @param name the name of its bean, or null
     * @throws WrongConfigurationException if there is none of that name, or several without one
     */
    static ScoringModel among(ListableBeanFactory beans, @Nullable String name) {
        return name == null ? only(beans) : named(beans, name);
    }

    private static ScoringModel only(ListableBeanFactory beans) {
        ScoringModel only = beans.getBeanProvider(ScoringModel.class).getIfUnique();
        if (only == null && names(beans).isEmpty()) {
            throw new WrongConfigurationException(RerankSpringAiProperties.PREFIX + ".enabled is true, but "
                    + "there is no ScoringModel bean; " + HOW_TO_HAVE_ONE);
        }
        if (only == null) {
            throw new WrongConfigurationException("there are several ScoringModel beans, " + names(beans)
                    + ", and none of them is primary; set " + MODEL + " to the one that reranks for Spring AI");
        }
        return only;
    }

    private static ScoringModel named(ListableBeanFactory beans, String name) {
        List<String> names = names(beans);
        if (!names.contains(name)) {
            throw new WrongConfigurationException(MODEL + " is " + name + ", but "
                    + (names.isEmpty()
                            ? "there is no ScoringModel bean; " + HOW_TO_HAVE_ONE
                            : "the ScoringModel beans are " + names + "; set it to one of them"));
        }
        return beans.getBean(name, ScoringModel.class);
    }

    private static List<String> names(ListableBeanFactory beans) {
        return List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, ScoringModel.class));
    }
}
