package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.ObjectForm;
import io.github.rerank4j.settings.Range;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spi.StandIn;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What frameworks and command lines rely on in a provider, as tests: a provider's test extends this class and names the
 * provider. Needs JUnit Jupiter and AssertJ on the class path.
 *
 * <ul>
 *   <li>{@link java.util.ServiceLoader} finds it
 *   <li>each setter of its builder has one setting, of its name and type
 *   <li>defaults, ranges and lists of values are those of the builder
 *   <li>keys are secret, and no message shows what is
 *   <li>its environment variables and its stand-in name settings that there are
 * </ul>
 */
public abstract class RerankProviderContract {

    private static final String SECRET = "a secret \u00e4 that nobody shows";
    private static final Duration LEAST_TIME = Duration.ofMillis(1);

    /** For subclasses. */
    protected RerankProviderContract() {}

    /** The provider. */
    protected abstract RerankProvider<?> provider();

    /** The texts of the fewest settings with which its model can be built. */
    protected abstract Map<String, String> least();

    /** Another provider loaded anew is of the same class. */
    @Test
    protected void the_service_loader_finds_it() {
        assertThat(providers().named(provider().id())).hasSameClassAs(provider());
        assertThat(provider().id()).matches("[a-z][a-z0-9-]*");
    }

    /** What is built is of the class that is promised. */
    @Test
    protected void its_classes_are_those_of_what_it_makes() {
        assertThat(provider().newBuilder()).isExactlyInstanceOf(provider().builderClass());
        try (Reranker model = built(Map.of())) {
            assertThat(model).isInstanceOf(provider().modelClass());
        }
    }

    /** A setter that is overloaded takes a text or an object. */
    @Test
    protected void every_setter_has_its_setting_and_none_has_two() {
        Map<String, Set<Class<?>>> setters = Stream.of(provider().builderClass().getMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> method.getParameterCount() == 1 && method.getDeclaringClass() != Object.class)
                .collect(Collectors.groupingBy(
                        Method::getName,
                        Collectors.mapping(method -> boxed(method.getParameterTypes()[0]), Collectors.toSet())));
        Map<String, Set<Class<?>>> settings = new HashMap<>();
        for (Setting<?, ?> setting : provider().settings()) {
            assertThat(settings.put(setting.name(), types(setting)))
                    .as("another setting named " + setting)
                    .isNull();
        }

        assertThat(settings).isEqualTo(setters);
    }

    /** For documentation. */
    @Test
    protected void each_setting_is_described_in_a_sentence() {
        for (Setting<?, ?> setting : provider().settings()) {
            assertThat(setting.description()).as(setting.name()).matches("[A-Z].*\\.");
            assertThat(setting.defaultText()).as(setting.name()).isNotBlank();
        }
    }

    /** What a default is documented as is read as that, and building with it changes nothing. */
    @Test
    protected void a_default_is_what_counts_where_nothing_is_set() {
        for (Setting<?, ?> setting : provider().settings()) {
            if (setting.defaultValue().isPresent() && !least().containsKey(setting.name())) {
                assertThat(setting.read(setting.defaultText()))
                        .as(setting.name())
                        .isEqualTo(setting.defaultValue().get());
                try (Reranker explicit = built(Map.of(setting.name(), setting.defaultText()));
                        Reranker implicit = built(Map.of())) {
                    assertThat(explicit).as(setting.name()).hasToString(implicit.toString());
                    assertThat(explicit.traits(null).identity())
                            .as(setting.name())
                            .isEqualTo(implicit.traits(null).identity());
                    assertThat(explicit.traits(null).scale())
                            .as(setting.name())
                            .isEqualTo(implicit.traits(null).scale());
                }
            }
        }
    }

    /** The ends of a range are taken as the range says, and what is beyond them is refused with the setting's name. */
    @Test
    protected void a_range_is_that_of_the_builder() {
        for (Setting<?, ?> setting : provider().settings()) {
            setting.range().ifPresent(range -> {
                inside(range)
                        .forEach(value -> assertThatCode(() ->
                                        built(Map.of(setting.name(), value)).close())
                                .as(setting + "=" + value)
                                .doesNotThrowAnyException());
                outside(range)
                        .forEach(value -> assertThatExceptionOfType(SettingException.class)
                                .as(setting + "=" + value)
                                .isThrownBy(() -> built(Map.of(setting.name(), value)))
                                .satisfies(wrong -> assertThat(wrong.settings()).contains(setting.name())));
            });
        }
    }

    /** Each value that is listed is one. */
    @Test
    protected void listed_values_are_taken() {
        for (Setting<?, ?> setting : provider().settings()) {
            for (String value : setting.values()) {
                assertThatCode(() -> setting.read(value))
                        .as(setting + "=" + value)
                        .doesNotThrowAnyException();
            }
        }
    }

    /** A text that is no value is refused with the setting's name, at once or when the model is built. */
    @Test
    protected void no_message_shows_a_secret() {
        for (Setting<?, ?> setting : provider().settings()) {
            if (setting.secret()) {
                String name = setting.form() == Form.ENTRIES ? setting.name() + ".X-Key" : setting.name();
                assertThatExceptionOfType(SettingException.class)
                        .as(name)
                        .isThrownBy(() -> built(Map.of(name, SECRET)))
                        .satisfies(wrong -> assertThat(wrong.settings()).contains(setting.name()))
                        .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("nobody shows"));
            }
        }
    }

    /** Each variable is that of a setting which a text can give. */
    @Test
    protected void environment_variables_name_settings() {
        provider().environment().forEach((variable, setting) -> {
            assertThat(variable).matches("[A-Z][A-Z0-9_]*");
            assertThat(provider().setting(setting))
                    .as(variable)
                    .hasValueSatisfying(known -> assertThat(known.form()).isIn(Form.SCALAR, Form.NAME));
        });
    }

    /** A model is built for a stand-in with its address, any keys, and what else the stand-in needs. */
    @Test
    protected void a_stand_in_has_all_that_a_model_needs_to_ask_it() {
        Optional<StandIn> found = provider().standIn(setting -> Optional.empty());

        found.ifPresent(standIn -> {
            Map<String, String> texts = new HashMap<>(standIn.settings());
            standIn.keys().forEach(key -> texts.put(key, "sk-stand-in"));
            texts.put("baseUrl", "http://127.0.0.1:1");
            try (Reranker model = providers().model(provider().id(), texts, Map.of())) {
                assertThat(model).asString().contains("127.0.0.1");
            }
            assertThat(standIn.keys())
                    .allSatisfy(key -> assertThat(provider().setting(key))
                            .hasValueSatisfying(
                                    setting -> assertThat(setting.secret()).isTrue()));
        });
    }

    /** Where the service is, as long as nobody says otherwise, is where a model asks. */
    @Test
    protected void its_address_is_where_a_model_asks() {
        provider().address(setting -> Optional.empty()).ifPresent(address -> {
            if (!least().containsKey("baseUrl")) {
                try (Reranker model = built(Map.of())) {
                    assertThat(model).asString().contains(address);
                }
            }
        });
    }

    /** What decides for the service itself is settings that there are. */
    @Test
    protected void decisive_settings_are_settings() {
        Function<String, Optional<String>> nothing = setting -> Optional.empty();

        assertThat(provider().decisive(nothing))
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(provider().setting(name)).as(name).isPresent());
    }

    private Reranker built(Map<String, String> more) {
        Map<String, String> texts = new HashMap<>(least());
        texts.putAll(more);
        return providers().model(provider().id(), texts, Map.of());
    }

    private RerankProviders providers() {
        return RerankProviders.of(getClass().getClassLoader());
    }

    private static Set<Class<?>> types(Setting<?, ?> setting) {
        Stream<Class<?>> ofText = switch (setting.form()) {
            case SCALAR, NAME -> Stream.of(setting.type());
            case LIST -> Stream.of(List.class);
            case ENTRIES -> Stream.of(Map.class);
            case OBJECT -> Stream.of();
        };
        Stream<Class<?>> ofCode = setting.object().stream().map(RerankProviderContract::type);
        return Stream.concat(ofText, ofCode).collect(Collectors.toSet());
    }

    private static Class<?> type(ObjectForm<?, ?> form) {
        return form.several() ? List.class : form.type();
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private static List<String> inside(Range<?> range) {
        List<String> values = new ArrayList<>();
        if (range.leastIsIn()) {
            values.add(range.least().toString());
        } else {
            values.add(
                    range.least() instanceof Duration least
                            ? least.plus(LEAST_TIME).toString()
                            : "0.001");
        }
        range.most().ifPresent(most -> values.add(most.toString()));
        return values;
    }

    private static List<String> outside(Range<?> range) {
        List<String> values = new ArrayList<>();
        if (!range.leastIsIn()) {
            values.add(range.least().toString());
        }
        values.add(below(range.least()));
        range.most()
                .filter(Integer.class::isInstance)
                .map(Integer.class::cast)
                .ifPresent(most -> values.add(String.valueOf(most + 1)));
        return values;
    }

    private static String below(Object least) {
        if (least instanceof Duration duration) {
            return duration.minus(LEAST_TIME).toString();
        }
        return least instanceof Integer number ? String.valueOf(number - 1) : String.valueOf((double) least - 1);
    }
}
