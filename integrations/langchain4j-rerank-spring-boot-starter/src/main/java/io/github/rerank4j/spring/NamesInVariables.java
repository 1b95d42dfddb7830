package io.github.rerank4j.spring;

import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Names of rerankers in environment variables: an underscore in the place of a dash ends the name too early. */
final class NamesInVariables {

    private static final String START =
            RerankProperties.INSTANCES.toUpperCase(Locale.ROOT).replace('.', '_') + "_";

    private NamesInVariables() {}

    /** How variables are written, to follow what is wrong with a name; empty if none sets anything for it. */
    static String advice(String name, Environment environment) {
        return Stream.of(environment)
                .filter(ConfigurableEnvironment.class::isInstance)
                .flatMap(sources -> ((ConfigurableEnvironment) sources).getPropertySources().stream())
                .filter(SystemEnvironmentPropertySource.class::isInstance)
                .flatMap(source -> Stream.of(((SystemEnvironmentPropertySource) source).getPropertyNames()))
                .filter(variable -> variable.startsWith(START + name.toUpperCase(Locale.ROOT) + "_"))
                .sorted()
                .findFirst()
                .map(variable ->
                        "; if the variable " + variable + " is meant for another name, leave that name's dashes out: "
                                + START + "MYHOUSE_APIKEY is the api-key of my-house")
                .orElse("");
    }
}
