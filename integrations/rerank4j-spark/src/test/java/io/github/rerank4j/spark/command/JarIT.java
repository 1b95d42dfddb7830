package io.github.rerank4j.spark.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.sparkfixtures.SparkHome;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is in the jar, and what is not. */
@Timeout(300)
class JarIT {

    private static final Path JAR = Path.of(System.getProperty("rerank4j-spark.jar", "target/rerank4j-spark.jar"));
    private static final long MEGABYTES_11 = 11_000_000;
    private static final String OURS = "io.github.rerank4j.";
    private static final String SHADED = OURS + "spark.shaded.";
    /** What Lettuce, Reactor, OkHttp and picocli use where it is there. */
    private static final Pattern OPTIONAL =
            Pattern.compile("(io[.]micrometer|brave|zipkin2|rx|io[.]reactivex|kotlinx[.]coroutines"
                    + "|javax[.]enterprise|org[.]apache[.]commons[.]pool2|org[.]HdrHistogram|org[.]LatencyUtils|reactor[.]blockhound"
                    + "|com[.]oracle[.]svm|org[.]graalvm|org[.]bouncycastle|org[.]conscrypt|org[.]openjsse)[.]");

    private static final Pattern MISSING = Pattern.compile(" +(\\S+) +-> (\\S+) +not found");

    @Test
    void it_is_one_file_of_a_few_megabytes() throws IOException {
        System.out.println("rerank4j-spark.jar: " + Files.size(JAR) + " bytes");

        assertThat(Files.size(JAR)).isLessThan(MEGABYTES_11);
    }

    @Test
    void it_and_spark_share_no_package() throws IOException {
        Set<String> shared = packages(JAR);
        Set<String> ofSpark = new TreeSet<>();
        for (Path jar : SparkHome.jars()) {
            ofSpark.addAll(packages(jar));
        }
        assertThat(ofSpark)
                .contains("org.apache.spark.sql", "com.fasterxml.jackson.core", "io.netty.channel", "org.slf4j");

        shared.retainAll(ofSpark);

        assertThat(shared).isEmpty();
    }

    @Test
    void what_others_bring_to_a_cluster_too_has_names_of_our_own() throws IOException {
        assertThat(packages(JAR))
                .contains(SHADED + "okhttp3", SHADED + "okio", SHADED + "kotlin", SHADED + "picocli")
                .contains("dev.langchain4j.model.scoring", "io.lettuce.core", "reactor.core.publisher")
                .noneMatch(
                        name -> name.matches("(okhttp3|okio|kotlin|picocli|com[.]fasterxml|io[.]netty|org[.]slf4j).*"));
    }

    @Test
    void the_services_of_all_libraries_are_there_with_their_classes() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> services = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith("META-INF/services/io.github.rerank4j."))
                    .toList();
            assertThat(services).contains("META-INF/services/io.github.rerank4j.spi.RerankProvider");
            for (String service : services) {
                assertThat(lines(jar, service))
                        .doesNotHaveDuplicates()
                        .allSatisfy(name -> assertThat(jar.getJarEntry(name.replace('.', '/') + ".class"))
                                .as(name)
                                .isNotNull());
            }
            assertThat(lines(jar, "META-INF/services/io.github.rerank4j.spi.RerankProvider"))
                    .hasSize(3)
                    .anyMatch(name -> name.contains("tencent"))
                    .anyMatch(name -> name.contains("siliconflow"))
                    .anyMatch(name -> name.contains("generic"));
        }
    }

    @Test
    void no_class_names_one_that_is_neither_in_it_nor_in_spark() throws IOException {
        String path = SparkHome.jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);

        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(out, out, "--multi-release", "17", "--missing-deps", "--class-path", path, JAR.toString());

        List<String> missing = MISSING.matcher(said.toString())
                .results()
                .filter(line -> !OPTIONAL.matcher(line.group(2)).lookingAt() || isOurs(line.group(1)))
                .map(line -> line.group(1) + " -> " + line.group(2))
                .distinct()
                .toList();
        assertThat(said.toString()).contains("not found");
        assertThat(missing).isEmpty();
    }

    private static boolean isOurs(String name) {
        return name.startsWith(OURS) && !name.startsWith(SHADED);
    }

    private static List<String> lines(JarFile jar, String entry) throws IOException {
        return new String(jar.getInputStream(jar.getJarEntry(entry)).readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** The packages that a jar has classes in; of each version of Java. */
    private static Set<String> packages(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class") && name.contains("/"))
                    .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
                    .filter(name -> name.contains("/"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
