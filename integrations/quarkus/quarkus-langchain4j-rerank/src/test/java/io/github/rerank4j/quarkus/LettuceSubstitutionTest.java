package io.github.rerank4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LettuceSubstitutionTest {

    @Test
    void every_method_that_needs_lettuce_has_one_that_does_not() {
        assertThat(methods(LettuceSubstitution.class)).isEqualTo(methods(LettuceClients.class));
    }

    @Test
    void lettuce_is_not_missing_where_it_is() {
        assertThat(new LettuceIsMissing().getAsBoolean()).isFalse();
    }

    private static List<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && !Modifier.isPrivate(method.getModifiers()))
                .map(LettuceSubstitutionTest::signature)
                .sorted()
                .toList();
    }

    private static String signature(Method method) {
        return method.getReturnType().getName() + " " + method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
