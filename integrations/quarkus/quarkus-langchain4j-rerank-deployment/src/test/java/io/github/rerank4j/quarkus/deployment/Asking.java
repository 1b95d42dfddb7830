package io.github.rerank4j.quarkus.deployment;

import dev.langchain4j.model.scoring.ScoringModel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** A bean that wants a model. */
@Singleton
class Asking {

    @Inject
    ScoringModel model;
}
