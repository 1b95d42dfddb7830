package io.github.rerank4j.spring;

import io.github.rerank4j.settings.MeantName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The names that have a place in an object while it is bound, for what is said of those that have none. */
final class KnownNames extends AbstractBindHandler {

    private final Set<ConfigurationPropertyName> names = new HashSet<>();

    @Override
    public <T> Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
        names.add(name);
        return target;
    }

    /**
     * Refuses what is set to nothing, which Spring Boot leaves unbound although its name has a place.
     *
     * @throws RerankConfigurationException if there is such a property
     */
    void refuseEmpty(Collection<ConfigurationProperty> unbound) {
        for (ConfigurationProperty property : unbound) {
            if (names.contains(property.getName())) {
                throw new RerankConfigurationException(empty(property));
            }
        }
    }

    /** What is wrong with a property that is set to nothing. */
    static String empty(ConfigurationProperty property) {
        return BoundProperties.told(property.getName()) + " is empty; give it a value, or remove it"
                + WrongValue.place(property);
    }

    /**
     * What is wrong with a property that is not known: what it may be meant for, and where it is set. Its value, which may
     * be secret, is left alone.
     *
     * @param root the name under which all are
     */
    String complaint(ConfigurationProperty property, ConfigurationPropertyName root) {
        ConfigurationPropertyName name = property.getName();
        ConfigurationPropertyName group = name.getParent();
        while (!names.contains(group) && !group.equals(root)) {
            group = group.getParent();
        }
        List<String> meant = meant(name, group);
        if (!meant.isEmpty() || !group.equals(root)) {
            return complaint(property, meant);
        }
        String written = name.getElement(group.getNumberOfElements(), Form.DASHED);
        List<String> dialects = Dialect.meantBy(written);
        return dialects.isEmpty()
                ? complaint(property, ofAProvider(written))
                : BoundProperties.told(name) + " is not known; for " + String.join(" or ", dialects) + " set "
                        + RerankProperties.PREFIX + ".generic.dialect, and the rest under "
                        + RerankProperties.PREFIX + ".generic"
                        + WrongValue.place(property);
    }

    private static String complaint(ConfigurationProperty property, List<String> meant) {
        return MeantName.complaint(BoundProperties.told(property.getName()), meant) + WrongValue.place(property);
    }

    /** What is wrong with a property of an object that Spring Boot itself binds. */
    static String complaint(ConfigurationProperty property, ConfigurationPropertyName prefix, Class<?> type) {
        KnownNames known = new KnownNames();
        settings(type).forEach(setting -> known.names.add(prefix.append(setting)));
        return known.names.contains(property.getName()) ? empty(property) : known.complaint(property, prefix);
    }

    /** The name with what is known in the place of the first element that is not. */
    private List<String> meant(ConfigurationPropertyName name, ConfigurationPropertyName group) {
        int place = group.getNumberOfElements();
        List<String> children = names.stream()
                .filter(group::isParentOf)
                .map(known -> known.getLastElement(Form.DASHED))
                .toList();
        return MeantName.among(children, name.getElement(place, Form.DASHED)).stream()
                .map(meant -> Stream.of(
                                Stream.of(BoundProperties.told(group), meant),
                                IntStream.range(place + 1, name.getNumberOfElements())
                                        .mapToObj(next -> name.getElement(next, Form.ORIGINAL)))
                        .flatMap(Function.identity())
                        .collect(Collectors.joining(".")))
                .toList();
    }

    /** For someone who has left out the provider: those whose setting it is. */
    private static List<String> ofAProvider(String setting) {
        return Stream.of(Provider.values())
                .filter(provider -> settings(provider.properties()).anyMatch(setting::equals))
                .map(provider -> RerankProperties.PREFIX + "." + provider + "." + setting)
                .toList();
    }

    private static Stream<String> settings(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type.getRecordComponents())
                        .map(component -> DataObjectPropertyName.toDashedForm(component.getName()))
                : Stream.of(BeanUtils.getPropertyDescriptors(type))
                        .filter(property -> property.getWriteMethod() != null)
                        .map(property -> DataObjectPropertyName.toDashedForm(property.getName()));
    }
}
