package io.github.rerank4j.spring.shared;

import java.beans.PropertyDescriptor;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** The properties of an object that Spring Boot itself binds. */
public final class ObjectProperties {

    private ObjectProperties() {}

    /** Their names, with dashes: the components of a record, or what a bean has setters for. */
    public static Stream<String> names(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type.getRecordComponents())
                        .map(component -> DataObjectPropertyName.toDashedForm(component.getName()))
                : writable(type).map(ObjectProperties::dashed);
    }

    /** The types of a bean's properties, by the dashed names of these. */
    public static Map<String, Class<?>> types(Class<?> type) {
        return writable(type).collect(Collectors.toMap(ObjectProperties::dashed, PropertyDescriptor::getPropertyType));
    }

    private static Stream<PropertyDescriptor> writable(Class<?> type) {
        return Stream.of(BeanUtils.getPropertyDescriptors(type)).filter(property -> property.getWriteMethod() != null);
    }

    private static String dashed(PropertyDescriptor property) {
        return DataObjectPropertyName.toDashedForm(property.getName());
    }
}
