package io.github.rerank4j.quarkus.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;

/** What is decided about rerankers of Tencent Cloud when an application is built. */
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
@ConfigMapping(prefix = "quarkus.langchain4j.tencent-rerank")
public interface TencentRerankBuildConfig extends ProviderBuildConfig {}
