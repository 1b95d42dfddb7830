package io.github.rerank4j.spring;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Keeps keys of rerankers out of the actuator's endpoints that show values: those of our properties, whatever their
 * spelling, and whatever else holds one of them, such as the environment variable that a property refers to or the
 * command line. Of a proxy's address its user info is left out.
 */
final class KeySanitizer implements SanitizingFunction {

    private static final String OURS = RerankProperties.PREFIX.replace(".", "");
    private static final Pattern SECRET = Pattern.compile(".*(apikey|secretid|secretkey|token)|.*customheaders.+");
    private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9]");
    private static final Pattern USER_INFO = Pattern.compile("(?<=//)[^/@]*@");
    // a shorter one is no key, and would be found everywhere
    private static final int SHORTEST_KEY = 6;

    private final ObjectProvider<RerankProperties> properties;

    KeySanitizer(ObjectProvider<RerankProperties> properties) {
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
        if ((ours && SECRET.matcher(name).matches()) || holdsAKey(value)) {
            return data.withSanitizedValue();
        }
        return ours && USER_INFO.matcher(value).find()
                ? data.withValue(USER_INFO.matcher(value).replaceAll(SanitizableData.SANITIZED_VALUE + "@"))
                : data;
    }

    private boolean holdsAKey(String value) {
        return properties.stream()
                .flatMap(KeySanitizer::keys)
                .filter(key -> key.length() >= SHORTEST_KEY)
                .anyMatch(value::contains);
    }

    private static Stream<String> keys(RerankProperties all) {
        return Stream.concat(
                        Stream.of(Provider.values()).flatMap(provider -> Stream.ofNullable(provider.of(all))),
                        all.getInstances().values().stream())
                .flatMap(model -> Stream.concat(model.keys(), model.getCustomHeaders().values().stream()));
    }
}
