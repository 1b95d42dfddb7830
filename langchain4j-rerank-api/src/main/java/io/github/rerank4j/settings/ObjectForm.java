package io.github.rerank4j.settings;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What only code can give for a setting. Immutable.
 *
 * @param <B> the builder
 * @param <O> what its setter takes
 */
public final class ObjectForm<B, O> {

    private final Class<?> type;
    private final boolean several;
    private final boolean sought;
    private final List<String> unless;
    private final BiConsumer<B, O> setter;

    private ObjectForm(Class<?> type, boolean several, boolean sought, List<String> unless, BiConsumer<B, O> setter) {
        this.type = type;
        this.several = several;
        this.sought = sought;
        this.unless = unless;
        this.setter = setter;
    }

    static <B, O> ObjectForm<B, O> one(Class<O> type, BiConsumer<B, O> setter) {
        return new ObjectForm<>(type, false, true, List.of(), setter);
    }

    static <B, O> ObjectForm<B, List<O>> several(Class<O> type, BiConsumer<B, List<O>> setter) {
        return new ObjectForm<>(type, true, true, List.of(), setter);
    }

    static <B, O> ObjectForm<B, O> function(Class<? super O> type, BiConsumer<B, O> setter) {
        return new ObjectForm<>(type, false, false, List.of(), setter);
    }

    /** The type of the object; of each where there may be several. */
    public Class<?> type() {
        return type;
    }

    /** Whether it is a list of objects. */
    public boolean several() {
        return several;
    }

    /** Whether frameworks look for beans of its type. False where the type says too little: a function may be anything. */
    public boolean sought() {
        return sought;
    }

    /** The settings that count instead: where one of them is set, frameworks leave a bean of its type alone. */
    public List<String> unless() {
        return unless;
    }

    ObjectForm<B, O> unless(List<String> settings) {
        return new ObjectForm<>(type, several, sought, settings, setter);
    }

    @SuppressWarnings("unchecked")
    void apply(B builder, String setting, @Nullable Object value) {
        if (several && value instanceof List<?> list) {
            for (Object each : list) {
                if (!type.isInstance(each)) {
                    throw wrong(setting, each == null ? "holds null" : isA(each));
                }
            }
        } else if (several || !type.isInstance(value)) {
            throw wrong(setting, value == null ? "is null" : isA(value));
        }
        setter.accept(builder, (O) value);
    }

    private SettingException wrong(String setting, String fault) {
        return SettingException.of(
                "{%s} %s, but must be %s of %s",
                "", setting, fault, several ? "a list of objects" : "one", type.getName());
    }

    private static String isA(Object value) {
        return "is an object of " + value.getClass().getName();
    }
}
