package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.generic.RerankDialectBuilder;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages say is what the code has, and their links lead somewhere. */
class PagesTest {

    private static final int LONGEST_README = 9 * 1024;
    private static final int LONGEST_CELL = 200;
    private static final List<String> WHERE_EXCEPTIONS_ARE = List.of(
            "dev.langchain4j.exception.",
            "io.github.rerank4j.",
            "io.github.rerank4j.settings.",
            "java.io.",
            "java.lang.",
            "java.util.concurrent.");

    @Test
    void the_readme_is_short() throws IOException {
        assertThat(Files.size(Pages.README)).isLessThanOrEqualTo(LONGEST_README);
    }

    @Test
    void every_link_leads_somewhere() throws IOException {
        for (Path page : Pages.all()) {
            for (String link : Pages.ownLinks(page)) {
                assertThat(Pages.leadsSomewhere(page, link))
                        .as("%s in %s", link, page.getFileName())
                        .isTrue();
            }
        }
    }

    @Test
    void the_readme_leads_to_every_page() throws IOException {
        for (Path page : Pages.all()) {
            if (!page.equals(Pages.README)) {
                assertThat(Files.readString(Pages.README)).contains("docs/" + page.getFileName());
            }
        }
    }

    @Test
    void no_cell_of_a_table_has_to_be_read_twice() throws IOException {
        for (Path page : Pages.all()) {
            assertThat(Pages.cells(page))
                    .allSatisfy(cell -> assertThat(cell)
                            .as("a cell in %s", page.getFileName())
                            .hasSizeLessThanOrEqualTo(LONGEST_CELL));
        }
    }

    @Test
    void the_settings_are_those_of_the_providers() throws IOException {
        Set<String> settings = new TreeSet<>();
        RerankProviders.of(PagesTest.class.getClassLoader())
                .all()
                .forEach(provider ->
                        provider.settings().stream().map(Setting::name).forEach(settings::add));

        assertThat(new TreeSet<>(Pages.rows("settings.md"))).isEqualTo(settings);
    }

    @Test
    void the_dialects_are_those_that_are_ready() throws IOException {
        assertThat(Pages.rows("dialects.md", "Ready dialects"))
                .containsExactlyElementsOf(RerankDialect.presets().stream()
                        .map(RerankDialect::name)
                        .toList());
    }

    @Test
    void the_statements_are_those_of_the_builder() throws IOException {
        Set<String> statements = Arrays.stream(RerankDialectBuilder.class.getMethods())
                .filter(method -> method.getReturnType() == RerankDialectBuilder.class)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(new TreeSet<>(Pages.rows("dialects.md", "All statements"))).isEqualTo(statements);
    }

    @Test
    void the_dialects_that_need_no_model_name_are_named() throws IOException {
        List<String> nameless = RerankDialect.presets().stream()
                .filter(dialect -> !dialect.equals(RerankDialect.TEI) && isBuiltWithoutModelName(dialect))
                .map(dialect -> "`" + dialect.name() + "`")
                .toList();
        int last = nameless.size() - 1;

        assertThat(Files.readString(Pages.DOCS.resolve("dialects.md")))
                .contains("Of the ready dialects " + String.join(", ", nameless.subList(0, last)) + " and "
                        + nameless.get(last) + " take one or none, and `tei` takes none.");
    }

    @Test
    void the_errors_are_types_that_there_are() throws IOException {
        assertThat(Pages.rows("errors.md"))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(WHERE_EXCEPTIONS_ARE).as(name).anyMatch(where -> isThere(where + name)));
    }

    @Test
    void what_troubleshooting_quotes_is_what_the_code_says() throws IOException {
        String code = Pages.mainCode();

        assertThat(Pages.quoted("troubleshooting.md"))
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        quoted -> assertThat(code.contains(quoted)).as(quoted).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[x](docs/nowhere.md)", "[x](docs/settings.md#nowhere)"})
    void a_link_that_leads_nowhere_is_found(String text) throws IOException {
        String link = text.substring(text.indexOf('(') + 1, text.length() - 1);

        assertThat(Pages.leadsSomewhere(Pages.README, link)).isFalse();
    }

    private static boolean isBuiltWithoutModelName(RerankDialect dialect) {
        GenericScoringModel.Builder builder = GenericScoringModel.builder()
                .dialect(dialect)
                .baseUrl("http://127.0.0.1")
                .apiKey("sk-example");
        try {
            builder.build().close();
            return true;
        } catch (SettingException missing) {
            return false;
        }
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
