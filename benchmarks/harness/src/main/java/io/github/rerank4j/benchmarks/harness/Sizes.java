package io.github.rerank4j.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** G12: bytes of our jars, and of all that comes with them. */
final class Sizes implements Goal {

    private static final String OURS = "langchain4j-rerank-";
    private static final double KILO = 1024;
    private static final double MEGA = KILO * KILO;

    /** {@code langchain4j-core} and what it needs itself. */
    private static final List<String> THERE_ANYWAY = List.of(
            "langchain4j-core-", "jackson-annotations-", "jackson-core-", "jackson-databind-", "slf4j-", "jspecify-");

    @Override
    public void measure(Lab lab, Report report) throws IOException {
        List<Path> jars = lab.classPaths().jars("rerank4j");
        List<Path> tencent = jars.stream()
                .filter(jar -> !isOurs(jar) || named(jar, "core") || named(jar, "tencent"))
                .toList();
        report.goal("G12", "size");
        report.header("jar or class path", "KB");
        for (Path jar : jars.stream().filter(Sizes::isOurs).toList()) {
            double kilobytes = Files.size(jar) / KILO;
            report.row(name(jar), Report.format("%.1f", kilobytes));
            report.atMost("KB of " + name(jar), kilobytes, named(jar, "core") ? 150 : 70, "%.1f");
        }
        double all = sum(tencent.stream());
        double sdk = sum(lab.classPaths().jars("tencent-sdk").stream());
        double added = sum(tencent.stream().filter(jar -> THERE_ANYWAY.stream().noneMatch(name(jar)::startsWith)));
        report.row("langchain4j-rerank-tencent with all it needs", Report.format("%.0f", all / KILO));
        report.row("tencentcloud-sdk-java with all it needs", Report.format("%.0f", sdk / KILO));
        report.atMost("MB that Tencent adds to langchain4j-core", added / MEGA, 3.5, "%.2f");
        report.atMost("class path / the SDK's", all / sdk, 1.0 / 8, "%.3f");
    }

    private static double sum(Stream<Path> jars) throws IOException {
        double bytes = 0;
        for (Path jar : jars.toList()) {
            bytes += Files.size(jar);
        }
        return bytes;
    }

    private static boolean isOurs(Path jar) {
        return name(jar).startsWith(OURS);
    }

    private static boolean named(Path jar, String module) {
        return name(jar).startsWith(OURS + module);
    }

    private static String name(Path jar) {
        return jar.getFileName().toString();
    }
}
