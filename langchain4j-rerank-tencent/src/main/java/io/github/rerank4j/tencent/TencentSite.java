package io.github.rerank4j.tencent;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RequestLimits;

/** One of Tencent Cloud's two sites. They have accounts, keys, regions and limits of their own. */
public enum TencentSite {

    /** {@code lkeap.intl.tencentcloudapi.com}, region ap-jakarta: 20 documents in a request. */
    INTERNATIONAL("lkeap.intl.tencentcloudapi.com", "ap-jakarta", 20, RequestLimits.UNLIMITED),

    /**
     * {@code lkeap.tencentcloudapi.com}, region ap-guangzhou (ap-beijing works too): 60 documents and 2,000 characters
     * in a request, those of the query counted.
     */
    CHINA("lkeap.tencentcloudapi.com", "ap-guangzhou", 60, 2000);

    private final String host;
    private final String region;
    private final int maxDocuments;
    private final int maxCharacters;

    TencentSite(String host, String region, int maxDocuments, int maxCharacters) {
        this.host = host;
        this.region = region;
        this.maxDocuments = maxDocuments;
        this.maxCharacters = maxCharacters;
    }

    /** Its address. */
    public String baseUrl() {
        return "https://" + host;
    }

    String region() {
        return region;
    }

    ModelTraits traits() {
        return ModelTraits.pointwise(ScoreScale.LOGIT)
                .maxDocuments(maxDocuments)
                .maxCharacters(maxCharacters);
    }
}
