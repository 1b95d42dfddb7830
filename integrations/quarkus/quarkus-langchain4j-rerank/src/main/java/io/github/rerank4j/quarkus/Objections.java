package io.github.rerank4j.quarkus;

import io.github.rerank4j.settings.SettingNames;
import java.util.List;

/** What a builder objects to, for someone who sees no builder, but properties and beans. */
final class Objections {

    // first come the phrases that hold a later one
    private static final List<Phrase> BEANS = List.of(
            new Phrase(
                    "credentials(TencentCredentialsProvider.defaultChain())",
                    "make TencentCredentialsProvider.defaultChain() a bean"),
            new Phrase("keep credentials(...)", "keep the bean"),
            new Phrase(", or a supplier of it", ""),
            new Phrase("credentials is set together", "a TencentCredentialsProvider bean is there together"),
            new Phrase("rateLimiter", "a RateLimiter bean"),
            new Phrase("on the httpClient", "on the OkHttpClient"),
            new Phrase("httpClient", "an OkHttpClient bean"));

    private Objections() {}

    /** The objection in terms of properties and beans. */
    static String told(IllegalArgumentException objection, SettingNames settings) {
        String told = settings.in(objection);
        for (Phrase phrase : BEANS) {
            told = told.replace(phrase.ofBuilder(), phrase.ofApplication());
        }
        return told;
    }

    private record Phrase(String ofBuilder, String ofApplication) {}
}
