package io.github.rerank4j.benchmarks.harness;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/** What the figures were taken on. */
final class Machine {

    private static final Path CPU = Path.of("/proc/cpuinfo");

    private Machine() {}

    static String description(Effort effort) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        String line = String.format(
                Locale.ROOT,
                "%s, %s, %d cores, %.0f GB, Java %s (%s), %s %s",
                LocalDate.now(ZoneOffset.UTC),
                processor(),
                system.getAvailableProcessors(),
                system.getTotalMemorySize() / 1e9,
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                system.getName(),
                system.getVersion());
        return effort.quick() ? line + ". A quick run: the figures mean nothing." : line;
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(CPU)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException elsewhere) {
            return System.getProperty("os.arch", "unknown processor");
        }
    }
}
