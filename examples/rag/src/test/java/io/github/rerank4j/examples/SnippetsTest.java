package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The snippets of the pages are what is compiled and run here. */
class SnippetsTest {

    private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
    private static final Path EXAMPLES = MODULE.resolve("src/test/java/io/github/rerank4j/examples");
    private static final List<Path> FRAMEWORKS = List.of(
            MODULE.resolve("../../tests/spring-boot/src/test/java/io/github/rerank4j/spring"),
            MODULE.resolve("../../tests/spring-ai/src/test/java/io/github/rerank4j/springai/tests"),
            MODULE.resolve("../../tests/streams/src/test/java/io/github/rerank4j/streams"),
            MODULE.resolve("../../integrations/langchain4j-rerank-spark/src/test/java/io/github/rerank4j/spark"),
            MODULE.resolve("../../tests/compatibility/src/test/resources/modular"));
    private static final int LONGEST = 22;

    @Test
    void every_snippet_is_a_region_of_an_example_word_for_word() throws IOException {
        Map<String, List<String>> regions = new TreeMap<>(Snippets.regions(EXAMPLES));
        for (Path framework : FRAMEWORKS) {
            regions.putAll(Snippets.regions(framework));
        }

        Map<String, List<String>> blocks = Pages.snippets();

        assertThat(regions.keySet()).containsAll(blocks.keySet());
        blocks.forEach((name, block) -> assertThat(block).as("snippet %s", name).isEqualTo(regions.get(name)));
    }

    @Test
    void snippets_are_short() throws IOException {
        Map<String, List<String>> regions = Snippets.regions(EXAMPLES);

        assertThat(regions).containsKeys("quick-start", "per-call", "images", "own-dialect", "own-client", "testkit");
        assertThat(regions.values())
                .allSatisfy(lines -> assertThat(lines)
                        .filteredOn(line -> !line.startsWith("import ") && !line.isBlank())
                        .hasSizeBetween(1, LONGEST));
    }

    @Test
    void snippets_hold_no_name_that_a_reader_cannot_know() throws IOException {
        Map<String, List<String>> blocks = Pages.snippets();

        assertThat(blocks).isNotEmpty();
        blocks.forEach((name, block) -> assertThat(SnippetNames.unexplained(block))
                .as("snippet %s", name)
                .isEmpty());
    }

    @Test
    void a_region_brings_the_imports_that_it_needs_and_no_others() {
        List<String> source = List.of(
                "package a;",
                "import static b.Checks.check;",
                "import b.Used;",
                "import b.Unused;",
                "    // import a.Neighbour;",
                "// tag::one[]",
                "check(new Used(), new Neighbour(), other.Unused);",
                "// end::one[]");

        assertThat(Snippets.regions(source))
                .containsEntry(
                        "one",
                        List.of(
                                "import static b.Checks.check;",
                                "import a.Neighbour;",
                                "import b.Used;",
                                "",
                                "check(new Used(), new Neighbour(), other.Unused);"));
    }

    @Test
    void names_from_nowhere_are_found_and_others_are_not() {
        List<String> snippet = List.of(
                "import b.Used;",
                "",
                "private static final Used TEXT = made(\"Not code, nor(this)\"); // Nor this",
                "String best(List<String> texts) {",
                "    return new Helpdesk(reranker(Used.url())).best(TEXT);",
                "}");

        assertThat(SnippetNames.unexplained(snippet)).containsExactly("Helpdesk", "List", "made", "reranker");
    }

    @Test
    void indentation_does_not_matter_and_everything_else_does() {
        List<String> source = List.of("    // tag::one[]", "    call(", "            argument);", "    // end::one[]");
        List<String> same = List.of("<!-- snippet: one -->", "```java", "call(", "        argument);", "```");
        List<String> other = List.of("<!-- snippet: one -->", "", "```java", "call(argument);", "```");

        Map<String, List<String>> regions = Snippets.regions(source);

        assertThat(Snippets.blocks(same)).isEqualTo(regions);
        assertThat(Snippets.blocks(other)).containsOnlyKeys("one").isNotEqualTo(regions);
    }

    @Test
    void a_marker_without_a_block_and_a_region_without_an_end_are_mistakes() {
        List<String> marker = List.of("<!-- snippet: one -->", "Text.");
        List<String> region = List.of("// tag::one[]", "call();");

        assertThatThrownBy(() -> Snippets.blocks(marker)).hasMessage("no code block follows the marker of one");
        assertThatThrownBy(() -> Snippets.regions(region)).hasMessage("\"// end::one[]\" is missing");
    }
}
