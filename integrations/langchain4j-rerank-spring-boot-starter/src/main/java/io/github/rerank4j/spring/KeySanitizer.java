package io.github.rerank4j.spring;

import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Keeps keys of rerankers out of the actuator's endpoints that show values: those of our properties, whatever their
 * spelling; whatever else holds one of them or a word of one, such as the command line; and whatever is a part of one, such
 * as the environment variable that a property refers to. Of a proxy's address its user info is left out.
 */
final class KeySanitizer implements SanitizingFunction {

    private static final String OURS = RerankProperties.PREFIX.replace(".", "");
    private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9]");
    // up to the last of them: a password may hold a slash or an at sign that nobody has escaped
    private static final Pattern USER_INFO = Pattern.compile("(?<=//).*@", Pattern.DOTALL);
    private static final Pattern SPACE = Pattern.compile("\\s+");
    /** What stands before credentials in a header (RFC 9110, 11.4). */
    private static final Set<String> SCHEMES = Set.of("Bearer", "Basic", "Digest", "ApiKey");
    // a shorter one is no key, and would be found everywhere
    private static final int SHORTEST_KEY = 6;

    private final Set<String> secrets;
    private final Pattern secret;
    private final ObjectProvider<RerankProperties> properties;

    KeySanitizer(Providers providers, ObjectProvider<RerankProperties> properties) {
        List<Setting<?, ?>> settings = Stream.concat(
                        providers.settings().values().stream(), Providers.ofCaches().values().stream())
                .flatMap(List::stream)
                // of an address only a part is secret
                .filter(setting -> setting.secret() && setting.type() == String.class)
                .toList();
        this.secrets = settings.stream().map(Setting::name).collect(Collectors.toUnmodifiableSet());
        this.secret = Pattern.compile(settings.stream()
                .map(setting ->
                        ".*" + setting.name().toLowerCase(Locale.ROOT) + (setting.form() == Form.ENTRIES ? ".+" : ""))
                .distinct()
                .collect(Collectors.joining("|")));
        this.properties = properties;
    }

    @Override
    public SanitizableData apply(SanitizableData data) {
        if (data.getValue() == null) {
            return data;
        }
        String name = SEPARATORS.matcher(data.getKey().toLowerCase(Locale.ROOT)).replaceAll("");
        String value = data.getValue().toString();
        boolean ours = name.startsWith(OURS);
        if ((ours && secret.matcher(name).matches()) || holdsAKey(value)) {
            return data.withSanitizedValue();
        }
        return ours && USER_INFO.matcher(value).find()
                ? data.withValue(USER_INFO.matcher(value).replaceAll(SanitizableData.SANITIZED_VALUE + "@"))
                : data;
    }

    private boolean holdsAKey(String value) {
        return properties.stream()
                .flatMap(this::keys)
                .anyMatch(key -> isPartOf(key, value) || parts(key).anyMatch(value::contains));
    }

    /** As the variable is whose value a property puts behind {@code Bearer }. */
    private static boolean isPartOf(String key, String value) {
        return value.length() >= SHORTEST_KEY && key.contains(value);
    }

    /** A key and its words, because one of them alone may be secret. */
    private static Stream<String> parts(String key) {
        return Stream.concat(Stream.of(key), SPACE.splitAsStream(key).filter(word -> !SCHEMES.contains(word)))
                .filter(part -> part.length() >= SHORTEST_KEY);
    }

    private Stream<String> keys(RerankProperties all) {
        return Stream.of(
                        all.providers().values().stream(),
                        all.instances().values().stream(),
                        all.instances().values().stream().map(Caches::own),
                        Stream.of(all.cache()))
                .flatMap(Function.identity())
                .flatMap(model -> model.entrySet().stream())
                .filter(value -> secrets.contains(value.getKey()))
                .map(Map.Entry::getValue)
                .flatMap(value -> value instanceof Map<?, ?> entries ? entries.values().stream() : Stream.of(value))
                .map(Object::toString);
    }
}
