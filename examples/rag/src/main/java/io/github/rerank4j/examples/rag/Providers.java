package io.github.rerank4j.examples.rag;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowSite;
import io.github.rerank4j.tencent.TencentScoringModel;
import io.github.rerank4j.tencent.TencentSite;
import java.util.List;
import java.util.function.Function;

/** The three providers: each the real service if the environment has something for it, else a stand-in. */
final class Providers {

    static final String[] TENCENT_VARIABLES = {"TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"};
    static final String SILICONFLOW_VARIABLE = "SILICONFLOW_API_KEY";
    static final String[] GENERIC_VARIABLES = {"RERANK_BASE_URL", "RERANK_API_KEY", "RERANK_DIALECT"};

    private static final String SILICONFLOW_MODEL = "BAAI/bge-reranker-v2-m3";

    private final Environment environment;
    private final StandIns standIns;

    Providers(Environment environment, StandIns standIns) {
        this.environment = environment;
        this.standIns = standIns;
    }

    List<ProviderUnderTest> all() {
        return List.of(tencent(), siliconFlow(), generic());
    }

    private ProviderUnderTest tencent() {
        if (!environment.hasAny(TENCENT_VARIABLES)) {
            return standIns.tencent();
        }
        TencentSite site = TencentSite.valueOf(environment.get("TENCENTCLOUD_SITE", "INTERNATIONAL"));
        return real(
                "Tencent",
                site.baseUrl(),
                meter -> TencentScoringModel.builder()
                        .site(site)
                        .secretId(environment.required("TENCENTCLOUD_SECRET_ID"))
                        .secretKey(environment.required("TENCENTCLOUD_SECRET_KEY"))
                        .listeners(List.of(meter))
                        .build());
    }

    private ProviderUnderTest siliconFlow() {
        if (!environment.hasAny(SILICONFLOW_VARIABLE)) {
            return standIns.siliconFlow();
        }
        String model = environment.get("SILICONFLOW_MODEL", SILICONFLOW_MODEL);
        SiliconFlowSite site = SiliconFlowSite.valueOf(environment.get("SILICONFLOW_SITE", "CHINA"));
        return real(
                "SiliconFlow",
                site.baseUrl() + ", model " + model,
                meter -> SiliconFlowScoringModel.builder()
                        .site(site)
                        .apiKey(environment.required(SILICONFLOW_VARIABLE))
                        .modelName(model)
                        .listeners(List.of(meter))
                        .build());
    }

    private ProviderUnderTest generic() {
        if (!environment.hasAny(GENERIC_VARIABLES)) {
            return standIns.generic();
        }
        String dialect = environment.get("RERANK_DIALECT", RerankDialect.ENVELOPE.name());
        String model = environment.get("RERANK_MODEL");
        String where = environment.get("RERANK_BASE_URL", hosted(dialect)) + ", dialect " + dialect;
        return real("Generic", model == null ? where : where + ", model " + model, this::genericModel);
    }

    private static String hosted(String dialect) {
        return RerankDialect.presets().stream()
                .filter(preset -> preset.name().equals(dialect))
                .flatMap(preset -> preset.baseUrl().stream())
                .findFirst()
                .orElse("the dialect's own address");
    }

    private RerankScoringModel genericModel(RerankListener meter) {
        GenericScoringModel.Builder model = GenericScoringModel.builder().listeners(List.of(meter));
        String dialect = environment.get("RERANK_DIALECT");
        if (dialect != null) {
            model.dialect(RerankDialect.named(dialect));
        }
        String baseUrl = environment.get("RERANK_BASE_URL");
        if (baseUrl != null) {
            model.baseUrl(baseUrl);
        }
        String apiKey = environment.get("RERANK_API_KEY");
        if (apiKey != null) {
            model.apiKey(apiKey);
        }
        String modelName = environment.get("RERANK_MODEL");
        if (modelName != null) {
            model.modelName(modelName);
        }
        return model.build();
    }

    private static ProviderUnderTest real(
            String name, String where, Function<RerankListener, RerankScoringModel> model) {
        return new ProviderUnderTest(name, "the real service at " + where, false, model);
    }
}
