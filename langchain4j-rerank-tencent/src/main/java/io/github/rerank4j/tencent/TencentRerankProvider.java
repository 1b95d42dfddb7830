package io.github.rerank4j.tencent;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.service.CommonSettings;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spi.StandIn;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tencent Cloud, for {@link java.util.ServiceLoader}. */
public final class TencentRerankProvider implements RerankProvider<TencentScoringModel.Builder> {

    private static final Setting<TencentScoringModel.Builder, TencentSite> SITE =
            Setting.<TencentScoringModel.Builder, TencentSite>choice(
                            "site", TencentSite.class, TencentScoringModel.Builder::site)
                    .description("Site of the account: address, region and limits.")
                    .defaultValue(TencentScoringModel.Builder.SITE)
                    .build();

    private static final List<Setting<? super TencentScoringModel.Builder, ?>> SETTINGS =
            CommonSettings.<TencentScoringModel.Builder>with(List.of(
                    Setting.<TencentScoringModel.Builder>text("secretId", TencentScoringModel.Builder::secretId)
                            .description("Id of the key pair.")
                            .secret()
                            .build(),
                    Setting.<TencentScoringModel.Builder>text("secretKey", TencentScoringModel.Builder::secretKey)
                            .description("Key of the key pair.")
                            .secret()
                            .build(),
                    Setting.<TencentScoringModel.Builder>text("token", TencentScoringModel.Builder::token)
                            .description("Session token of a temporary key pair.")
                            .secret()
                            .build(),
                    Setting.<TencentScoringModel.Builder, TencentCredentialsProvider>object(
                                    "credentials",
                                    TencentCredentialsProvider.class,
                                    TencentScoringModel.Builder::credentials)
                            .description("Asked for the credentials of each attempt; not together with a key pair.")
                            .unless("secretId", "secretKey", "token")
                            .build(),
                    SITE,
                    Setting.<TencentScoringModel.Builder>text("region", TencentScoringModel.Builder::region)
                            .description("Region, such as ap-beijing.")
                            .defaultText("the site's")
                            .suggestions(List.of("ap-jakarta", "ap-guangzhou", "ap-beijing"))
                            .build(),
                    CommonSettings.MODEL_NAME.withDefault(TencentScoringModel.MODEL),
                    CommonSettings.REQUESTS_PER_SECOND.withDefault(TencentScoringModel.REQUESTS_PER_SECOND)));

    /** For {@link java.util.ServiceLoader}. */
    public TencentRerankProvider() {}

    @Override
    public String id() {
        return "tencent";
    }

    @Override
    public Class<TencentScoringModel> modelClass() {
        return TencentScoringModel.class;
    }

    @Override
    public Class<TencentScoringModel.Builder> builderClass() {
        return TencentScoringModel.Builder.class;
    }

    @Override
    public TencentScoringModel.Builder newBuilder() {
        return TencentScoringModel.builder();
    }

    @Override
    public TencentScoringModel build(TencentScoringModel.Builder builder) {
        return builder.build();
    }

    @Override
    public List<Setting<? super TencentScoringModel.Builder, ?>> settings() {
        return SETTINGS;
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("TENCENTCLOUD_SECRET_ID", "secretId");
        variables.put("TENCENTCLOUD_SECRET_KEY", "secretKey");
        variables.put("TENCENTCLOUD_SITE", "site");
        return Collections.unmodifiableMap(variables);
    }

    @Override
    public Optional<String> address(Function<String, Optional<String>> configured) {
        return SITE.valueIn(configured).map(TencentSite::baseUrl);
    }

    @Override
    public List<String> decisive(Function<String, Optional<String>> configured) {
        return List.of("secretId", "secretKey", "credentials", "baseUrl");
    }

    @Override
    public Optional<StandIn> standIn(Function<String, Optional<String>> configured) {
        String site = configured.apply("site").orElseGet(SITE::defaultText);
        return Optional.of(StandIn.of(id(), ScoreScale.LOGIT).site(site).keys("secretId", "secretKey"));
    }
}
