package io.github.rerank4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documents for users: README.md, and what is in docs. */
final class Pages {

    static final Path ROOT = Path.of(System.getProperty("basedir", "")).resolve("../..");
    static final Path README = ROOT.resolve("README.md");
    static final Path DOCS = ROOT.resolve("docs");

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#+ (.+)");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N} _-]");
    private static final Pattern CELL_ENDS = Pattern.compile(" \\|( |$)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern BETWEEN_PARTS = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Pages() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> docs = Files.list(DOCS)) {
            return Stream.concat(Stream.of(README), docs.sorted()).toList();
        }
    }

    /** The blocks of all pages that are marked as snippets, by name. */
    static Map<String, List<String>> snippets() throws IOException {
        Map<String, List<String>> blocks = new TreeMap<>();
        for (Path page : all()) {
            blocks.putAll(Snippets.blocks(Files.readAllLines(page)));
        }
        return blocks;
    }

    /** The links of a page that lead to a file or a heading and not to another site. */
    static List<String> ownLinks(Path page) throws IOException {
        return LINK.matcher(Files.readString(page))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://"))
                .toList();
    }

    /** Whether a link leads somewhere. */
    static boolean leadsSomewhere(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file);
        return Files.exists(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
    }

    /** What is in quotation marks in the first cells of the tables of a page. */
    static List<String> quoted(String page) throws IOException {
        return Files.readAllLines(DOCS.resolve(page)).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(0, line.indexOf(" |", 2)))
                .flatMap(cell -> QUOTED.matcher(cell).results())
                .map(quoted -> quoted.group(1))
                .toList();
    }

    /** All main code of the project, with texts that are written in parts joined. */
    static String mainCode() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(Pages::isMainCode).toList()) {
                code.append(BETWEEN_PARTS.matcher(Files.readString(file)).replaceAll(""));
            }
        }
        return code.toString();
    }

    private static boolean isMainCode(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.endsWith(".java") && path.contains("/src/main/") && !path.contains("/target/");
    }

    /** What all tables of a page have in their cells. */
    static List<String> cells(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("| "))
                .flatMap(line -> CELL_ENDS.splitAsStream(line.substring(2)))
                .toList();
    }

    /** What stands in code in the first cells of the tables of a page, what is in brackets left out. */
    static List<String> rows(String page) throws IOException {
        return rows(Files.readAllLines(DOCS.resolve(page)));
    }

    /** The same of what stands under a heading, up to the next one of any level. */
    static List<String> rows(String page, String heading) throws IOException {
        List<String> below = Files.readAllLines(DOCS.resolve(page)).stream()
                .dropWhile(line -> !line.replaceFirst("^#+ ", "").equals(heading))
                .skip(1)
                .takeWhile(line -> !HEADING.matcher(line).matches())
                .toList();
        return rows(below);
    }

    private static List<String> rows(List<String> lines) {
        List<String> rows = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("| `")) {
                Matcher code = CODE.matcher(line.substring(0, line.indexOf(" |", 2)));
                code.results().map(Pages::name).forEach(rows::add);
            }
        }
        return rows;
    }

    private static String name(MatchResult code) {
        String text = code.group(1);
        int bracket = text.indexOf('(');
        return bracket < 0 ? text : text.substring(0, bracket);
    }

    private static Set<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> NO_LETTER
                        .matcher(heading.group(1).toLowerCase(Locale.ROOT))
                        .replaceAll("")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
