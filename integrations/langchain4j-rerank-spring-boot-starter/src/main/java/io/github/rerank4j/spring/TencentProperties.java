package io.github.rerank4j.spring;

import io.github.rerank4j.tencent.TencentScoringModel;
import io.github.rerank4j.tencent.TencentSite;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What may be set for Tencent Cloud. */
class TencentProperties extends ModelProperties {

    /** Id of the key pair. */
    private @Nullable String secretId;

    /** Key of the key pair. */
    private @Nullable String secretKey;

    /** Session token of a temporary key pair. */
    private @Nullable String token;

    /** Site of the account: address, region and limits. */
    private @Nullable TencentSite site;

    /** Region, such as ap-beijing. Default: the site's. */
    private @Nullable String region;

    /** Whether it has keys of its own, before which a bean that provides credentials steps back. */
    boolean hasKeys() {
        return secretId != null || secretKey != null || token != null;
    }

    /** Hands all that is set to a builder. */
    void applyTo(TencentScoringModel.Builder builder) {
        super.applyTo(builder);
        set(secretId, builder::secretId);
        set(secretKey, builder::secretKey);
        set(token, builder::token);
        set(site, builder::site);
        set(region, builder::region);
    }

    @Override
    Stream<String> keys() {
        return Stream.of(secretId, secretKey, token).flatMap(Stream::ofNullable);
    }

    public @Nullable String getSecretId() {
        return secretId;
    }

    public void setSecretId(@Nullable String secretId) {
        this.secretId = secretId;
    }

    public @Nullable String getSecretKey() {
        return secretKey;
    }

    public void setSecretKey(@Nullable String secretKey) {
        this.secretKey = secretKey;
    }

    public @Nullable String getToken() {
        return token;
    }

    public void setToken(@Nullable String token) {
        this.token = token;
    }

    public @Nullable TencentSite getSite() {
        return site;
    }

    public void setSite(@Nullable TencentSite site) {
        this.site = site;
    }

    public @Nullable String getRegion() {
        return region;
    }

    public void setRegion(@Nullable String region) {
        this.region = region;
    }
}
