package io.github.rerank4j.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the types and methods in a snippet that its reader cannot know: neither imported, nor declared there. */
final class SnippetNames {

    private static final Pattern NO_CODE =
            Pattern.compile("//[^\\n]*|\"\"\".*?\"\"\"|\"(?:[^\"\\\\]|\\\\.)*\"", Pattern.DOTALL);
    private static final Pattern IMPORTED = Pattern.compile("(?m)^import (?:static )?[\\w.]+\\.(\\w+);$");
    private static final Pattern TYPE = Pattern.compile("(?<![\\w.])([A-Z]\\w*)");
    private static final Pattern CALL = Pattern.compile("(?<![\\w.]|new )([a-z]\\w*)(?=\\()");
    private static final Pattern DECLARED = Pattern.compile(
            "(?:class|record|interface|enum)\\s+(\\w+)|[\\w>\\]](?<!\\bnew)(?<!\\breturn)\\s+(\\w+)(?=\\s*[=(])");
    private static final Set<String> KEYWORDS = Set.of("if", "for", "while", "switch", "try", "catch", "return");

    private SnippetNames() {}

    /** Their names, sorted. */
    static Set<String> unexplained(List<String> snippet) {
        String code = NO_CODE.matcher(String.join("\n", snippet)).replaceAll("\"\"");
        Set<String> names = new TreeSet<>(found(TYPE, IMPORTED.matcher(code).replaceAll("")));
        names.addAll(found(CALL, code));
        names.removeAll(found(IMPORTED, code));
        names.removeAll(found(DECLARED, IMPORTED.matcher(code).replaceAll("")));
        names.removeAll(KEYWORDS);
        names.removeIf(SnippetNames::isOfJava);
        return names;
    }

    private static List<String> found(Pattern pattern, String code) {
        List<String> names = new ArrayList<>();
        for (MatchResult match : pattern.matcher(code).results().toList()) {
            for (int group = 1; group <= match.groupCount(); group++) {
                if (match.group(group) != null) {
                    names.add(match.group(group));
                }
            }
        }
        return names;
    }

    private static boolean isOfJava(String name) {
        try {
            Class.forName("java.lang." + name);
            return true;
        } catch (ClassNotFoundException unknown) {
            return false;
        }
    }
}
