package io.github.rerank4j.settings;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What somebody may have meant who wrote a name that is not known, for integrations: a name with a slip of the pen in
 * it, such as {@code secret-kye}, or one with a word more or less, such as {@code model} for {@code model-name}.
 */
public final class MeantName {

    private static final int MOST = 3;

    /** No name is as long; what is takes memory and time with the square of its length. */
    private static final int LONGEST = 200;

    private MeantName() {}

    /**
     * The known names that are as near as any, at most three, in alphabetical order; none where nothing is near or too
     * much is. Case does not count.
     *
     * @param written the name that is not known; its words are separated by dashes
     */
    public static List<String> among(Collection<String> known, String written) {
        if (written.length() > LONGEST) {
            return List.of();
        }
        String name = written.toLowerCase(Locale.ROOT);
        List<String> slips = nearest(known, name);
        return slips.isEmpty() ? sharingWords(known, name) : slips;
    }

    /**
     * The whole complaint about a name: that it is not known, what may have been meant, and what to do.
     *
     * @param name the name that is not known
     * @param meant the names that may have been meant, maybe none
     */
    public static String complaint(String name, List<String> meant) {
        return name + " is not known; "
                + (meant.isEmpty() ? "correct" : question(meant) + " Correct")
                + " its name, or remove it";
    }

    /**
     * What to do about a name that is not known: the question for those that may have been meant, or the list of all.
     *
     * @param known at least one, in the order of the list
     */
    public static String remedy(Collection<String> known, String written) {
        List<String> meant = among(known, written);
        return meant.isEmpty() ? "give one of " + String.join(", ", known) : question(meant);
    }

    /** The question for names that may have been meant: {@code did you mean a or b?}; empty for none. */
    public static String question(List<String> meant) {
        return meant.isEmpty() ? "" : "did you mean " + String.join(" or ", meant) + "?";
    }

    /** A third of the letters may be wrong. */
    private static List<String> nearest(Collection<String> known, String name) {
        TreeMap<Integer, List<String>> byDistance = known.stream()
                .distinct()
                .sorted()
                .collect(Collectors.groupingBy(
                        candidate -> distance(name, candidate.toLowerCase(Locale.ROOT)),
                        TreeMap::new,
                        Collectors.toList()));
        return byDistance.isEmpty() || byDistance.firstKey() > Math.max(1, name.length() / 3)
                ? List.of()
                : unlessTooMany(byDistance.firstEntry().getValue());
    }

    /** All words of the shorter name are in the longer. */
    private static List<String> sharingWords(Collection<String> known, String name) {
        Set<String> written = words(name);
        if (written.isEmpty()) {
            return List.of();
        }
        return unlessTooMany(known.stream()
                .distinct()
                .filter(candidate -> {
                    Set<String> words = words(candidate.toLowerCase(Locale.ROOT));
                    return words.containsAll(written) || written.containsAll(words);
                })
                .sorted()
                .toList());
    }

    private static List<String> unlessTooMany(List<String> names) {
        return names.size() > MOST ? List.of() : names;
    }

    private static Set<String> words(String name) {
        return Set.copyOf(List.of(name.split("-")));
    }

    /** How many letters are to be put in, left out, replaced, or swapped with their neighbour. */
    private static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, one, other, i, j);
            }
        }
        return steps[one.length()][other.length()];
    }

    private static int cheapest(int[][] steps, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
