package io.github.rerank4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Regions of source files and blocks of a Markdown file, by name, their indentation taken off. A region begins with the
 * imports it needs, so that its reader has them.
 */
final class Snippets {

    private static final Pattern BEGIN = Pattern.compile("\\s*// tag::([\\w-]+)\\[]");
    private static final Pattern MARKER = Pattern.compile("\\s*<!-- snippet: ([\\w-]+) -->\\s*");
    /** Also one in a comment: the compiler needs none for a type of the source's own package, the reader does. */
    private static final Pattern IMPORT = Pattern.compile("(?:\\s*// )?(import (?:static )?[\\w.]+\\.(\\w+);)");

    private static final Comparator<String> STATIC_FIRST = Comparator.comparing(
                    (String line) -> !line.startsWith("import static "))
            .thenComparing(line -> line);
    private static final String FENCE = "```";

    private Snippets() {}

    /** The regions between {@code tag::name[]} and {@code end::name[]} in the Java files of a folder. */
    static Map<String, List<String>> regions(Path folder) throws IOException {
        Map<String, List<String>> regions = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                regions(Files.readAllLines(file)).forEach((name, lines) -> {
                    if (regions.put(name, lines) != null) {
                        throw new IllegalStateException("two regions are named " + name);
                    }
                });
            }
        }
        return regions;
    }

    static Map<String, List<String>> regions(List<String> source) {
        Map<String, List<String>> regions = new TreeMap<>();
        for (int i = 0; i < source.size(); i++) {
            Matcher begin = BEGIN.matcher(source.get(i));
            if (begin.matches()) {
                List<String> region = until("// end::" + begin.group(1) + "[]", source, i + 1);
                regions.put(begin.group(1), withImports(source, region));
            }
        }
        return regions;
    }

    private static List<String> withImports(List<String> source, List<String> region) {
        String code = String.join("\n", region);
        List<String> lines = new ArrayList<>();
        for (String line : source) {
            Matcher needed = IMPORT.matcher(line);
            if (needed.matches()
                    && Pattern.compile("(?<![\\w.])" + needed.group(2) + "\\b")
                            .matcher(code)
                            .find()) {
                lines.add(needed.group(1));
            }
        }
        lines.sort(STATIC_FIRST);
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.addAll(region);
        return lines;
    }

    /** The code blocks that follow a marker such as {@code <!-- snippet: name -->}. */
    static Map<String, List<String>> blocks(List<String> markdown) {
        Map<String, List<String>> blocks = new TreeMap<>();
        for (int i = 0; i < markdown.size(); i++) {
            Matcher marker = MARKER.matcher(markdown.get(i));
            if (marker.matches()) {
                blocks.put(marker.group(1), block(marker.group(1), markdown, i + 1));
            }
        }
        return blocks;
    }

    private static List<String> block(String name, List<String> markdown, int from) {
        int fence = from;
        while (fence < markdown.size() && markdown.get(fence).isBlank()) {
            fence++;
        }
        if (fence == markdown.size() || !markdown.get(fence).strip().startsWith(FENCE)) {
            throw new IllegalStateException("no code block follows the marker of " + name);
        }
        return until(FENCE, markdown, fence + 1);
    }

    private static List<String> until(String end, List<String> lines, int from) {
        List<String> found = new ArrayList<>();
        for (String line : lines.subList(from, lines.size())) {
            if (line.strip().equals(end)) {
                return outdented(found);
            }
            found.add(line);
        }
        throw new IllegalStateException("\"" + end + "\" is missing");
    }

    private static List<String> outdented(List<String> lines) {
        return String.join("\n", lines).stripIndent().lines().toList();
    }
}
