package io.github.rerank4j.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PageFilesTest {

    @Test
    void the_page_keeps_its_own_content_security_policy() throws IOException {
        String page = file("index.html");

        assertThat(page)
                .contains("default-src 'none'; script-src 'self'; style-src 'self'")
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=");
    }

    @Test
    void nothing_is_fetched_from_elsewhere() throws IOException {
        assertThat(file("index.html") + file("page.css"))
                .doesNotContainPattern("(src|href|url)[=(]\\s*[\"']?(https?:)?//");
        assertThat(file("page.css")).doesNotContain("@import");
        assertThat(file("page.js")).doesNotContain("import(", "//cdn");
    }

    @Test
    void texts_never_become_markup() throws IOException {
        assertThat(file("page.js"))
                .contains("textContent")
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser");
    }

    private static String file(String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(PageFilesTest.class.getResourceAsStream("/META-INF/resources/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
