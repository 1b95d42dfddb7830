package io.github.rerank4j.spring.metadata;

import io.github.rerank4j.redis.RedisSettings;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import java.util.List;
import java.util.stream.Stream;

/** The source of the class whose properties are those of the cache of a reranker with a name. */
final class CacheClass {

    static final String NAME = "CacheProperties";

    private static final String ENABLED = "Whether this reranker remembers its scores. Default: as for all rerankers.";

    private CacheClass() {}

    /** The type of such a cache. */
    static SettingType type() {
        return new SettingType(ClassSource.PACKAGE + "." + NAME, NAME, List.of());
    }

    /** What may be set for a cache by a property. */
    static List<Setting<?, ?>> settings() {
        return Stream.<Setting<?, ?>>concat(CachingScoringModel.settings().stream(), Stream.of(RedisSettings.prefix()))
                .filter(setting -> setting.form() != Form.OBJECT)
                .toList();
    }

    static String source() {
        Stream<Field> enabled =
                Stream.of(new Field(Properties.ENABLED.name(), SettingType.plain(Boolean.class), ENABLED));
        Stream<Field> settings = settings().stream()
                .map(setting -> new Field(setting.name(), SettingType.of(List.of(setting)), Sentence.of(setting)));
        return ClassSource.of(NAME, "a cache", Stream.concat(enabled, settings).toList());
    }
}
