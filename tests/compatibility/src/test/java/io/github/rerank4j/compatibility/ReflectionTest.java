package io.github.rerank4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.rerank4j.LangChain4jAsync;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What containers, mappers and mocking tools ask of a class, asked of every public class in our jars. */
class ReflectionTest {

    /** The one part of the API that is made of LangChain4j 1.20's types, and what serves it. */
    private static final List<String> SINCE_1_20 =
            List.of("io.github.rerank4j.RerankParameters", "io.github.rerank4j.AsyncScoring");

    @ParameterizedTest
    @ValueSource(
            classes = {
                RerankScoringModel.class,
                TencentScoringModel.class,
                SiliconFlowScoringModel.class,
                GenericScoringModel.class,
                FallbackScoringModel.class,
                LocalRerankServer.class
            })
    void every_public_class_of_a_jar_can_be_looked_into(Class<?> oneOfTheJar) throws Exception {
        List<String> names = classesBeside(oneOfTheJar);

        assertThat(names).contains(oneOfTheJar.getName());
        for (String name : names) {
            assertThatCode(() -> lookInto(Class.forName(name, false, getClass().getClassLoader())))
                    .as(name)
                    .doesNotThrowAnyException();
        }
    }

    private static List<String> classesBeside(Class<?> oneOfTheJar) throws IOException, URISyntaxException {
        URL place = oneOfTheJar.getProtectionDomain().getCodeSource().getLocation();
        try (JarFile jar = new JarFile(Path.of(place.toURI()).toFile());
                Stream<String> names = jar.stream().map(ZipEntry::getName)) {
            return names.filter(name -> name.endsWith(".class"))
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .filter(name -> !name.endsWith("package-info"))
                    .filter(ReflectionTest::isForThisLangChain4j)
                    .toList();
        }
    }

    private static boolean isForThisLangChain4j(String name) {
        return LangChain4jAsync.isThere()
                || SINCE_1_20.stream().noneMatch(late -> name.equals(late) || name.startsWith(late + "$"));
    }

    private static void lookInto(Class<?> type) throws IllegalAccessException {
        if (!isPublic(type)) {
            return;
        }
        assertThat(type.getGenericInterfaces()).isNotNull();
        assertThat(type.getDeclaredClasses()).isNotNull();
        assertThat(type.getAnnotatedInterfaces()).isNotNull();
        lookAt(type);
        for (Field field : type.getDeclaredFields()) {
            assertThat(field.getGenericType()).isNotNull();
            assertThat(field.getAnnotatedType()).isNotNull();
            lookAt(field);
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            lookAtSignature(constructor);
            if (Modifier.isPublic(constructor.getModifiers())) {
                assertThat(MethodHandles.publicLookup().unreflectConstructor(constructor))
                        .isNotNull();
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            lookAtSignature(method);
            if (Modifier.isPublic(method.getModifiers())) {
                assertThat(MethodHandles.publicLookup().unreflect(method)).isNotNull();
            }
        }
    }

    private static void lookAtSignature(Executable executable) {
        assertThat(executable.getGenericParameterTypes()).isNotNull();
        assertThat(executable.getGenericExceptionTypes()).isNotNull();
        assertThat(executable.getAnnotatedReturnType()).isNotNull();
        assertThat(executable.getAnnotatedParameterTypes()).isNotNull();
        assertThat(executable.getParameterAnnotations()).isNotNull();
        lookAt(executable);
    }

    private static void lookAt(AnnotatedElement element) {
        assertThat(element.getAnnotations()).isNotNull();
    }

    /** Whether a user can name it: a public class inside a hidden one is none. */
    private static boolean isPublic(Class<?> type) {
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if (!Modifier.isPublic(outer.getModifiers())) {
                return false;
            }
        }
        return true;
    }
}
