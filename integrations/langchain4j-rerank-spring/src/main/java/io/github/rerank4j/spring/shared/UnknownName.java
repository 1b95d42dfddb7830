package io.github.rerank4j.spring.shared;

import io.github.rerank4j.settings.MeantName;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** A property that is not known: what it may be meant for, and where it is set. Its value may be secret and is left alone. */
public final class UnknownName {

    private UnknownName() {}

    /** What is wrong with it, and which names it may be meant for. */
    public static String complaint(ConfigurationProperty property, List<String> meant) {
        return MeantName.complaint(PropertyNames.written(property.getName()), meant) + WrongValue.origin(property);
    }

    /**
     * The name with what is known in the place of the first element that is not.
     *
     * @param group what of the name is known
     * @param known the names below it
     */
    public static List<String> meant(
            ConfigurationPropertyName name, ConfigurationPropertyName group, List<String> known) {
        int element = group.getNumberOfElements();
        return MeantName.among(known, name.getElement(element, Form.DASHED)).stream()
                .map(meant -> Stream.of(
                                Stream.of(PropertyNames.written(name.chop(element)), meant),
                                IntStream.range(element + 1, name.getNumberOfElements())
                                        .mapToObj(next -> name.getElement(next, Form.ORIGINAL)))
                        .flatMap(Function.identity())
                        .collect(Collectors.joining(".")))
                .toList();
    }
}
