package io.github.rerank4j.internal.evaluation.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** An HTML page of one file, which needs no script and loads nothing. Not thread-safe. */
public final class Page {

    /** Longer cells may break. */
    private static final int LONGEST_NUMBERS = 24;

    private static final String STYLE = resource("report.css");

    private final StringBuilder body = new StringBuilder();
    private final String title;
    private int tables;

    /** An empty page. */
    public Page(String title) {
        this.title = title;
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A heading of a part of the page. */
    public Page heading(String words) {
        return tag("h2", words);
    }

    /** A heading inside a part. */
    public Page subheading(String words) {
        return tag("h3", words);
    }

    /** A paragraph. */
    public Page paragraph(String words) {
        return tag("p", words);
    }

    /** The paragraph that matters most. */
    public Page verdict(String words) {
        body.append("<p class=\"verdict\">").append(Escapes.html(words)).append("</p>\n");
        return this;
    }

    /** Points, one below the other. */
    public Page list(List<String> points) {
        body.append("<ul>\n");
        points.forEach(point -> body.append("<li>").append(Escapes.html(point)).append("</li>\n"));
        body.append("</ul>\n");
        return this;
    }

    /** Something in which a word comes first and texts of others follow, each with what it is. */
    public Page quotation(String heading, List<String> names, List<String> texts) {
        body.append("<article><h4>").append(Escapes.html(heading)).append("</h4><dl>\n");
        for (int i = 0; i < names.size(); i++) {
            body.append("<dt>")
                    .append(Escapes.html(names.get(i)))
                    .append("</dt><dd dir=\"auto\">")
                    .append(Escapes.html(texts.get(i)))
                    .append("</dd>\n");
        }
        body.append("</dl></article>\n");
        return this;
    }

    /**
     * A picture with a line of words below it.
     *
     * @param svg as {@link Charts} make it
     */
    public Page picture(String svg, String caption) {
        body.append("<figure>\n")
                .append(svg)
                .append("<figcaption>")
                .append(Escapes.html(caption))
                .append("</figcaption></figure>\n");
        return this;
    }

    /**
     * A table, which scrolls by itself where it is wider than the window.
     *
     * @param head names of columns; the first cell of each row is a name too
     */
    public Page table(String caption, List<String> head, List<List<String>> rows) {
        tables++;
        String id = "t" + tables;
        body.append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"")
                .append(id)
                .append("\"><table><caption id=\"")
                .append(id)
                .append("\">")
                .append(Escapes.html(caption))
                .append("</caption>\n<thead><tr>");
        head.forEach(cell ->
                body.append("<th scope=\"col\">").append(Escapes.html(cell)).append("</th>"));
        body.append("</tr></thead>\n<tbody>\n");
        rows.forEach(this::row);
        body.append("</tbody></table></div>\n");
        return this;
    }

    private void row(List<String> cells) {
        body.append("<tr><th scope=\"row\">").append(Escapes.html(cells.get(0))).append("</th>");
        cells.subList(1, cells.size())
                .forEach(cell -> body.append(cell.length() > LONGEST_NUMBERS ? "<td class=\"words\">" : "<td>")
                        .append(Escapes.html(cell))
                        .append("</td>"));
        body.append("</tr>\n");
    }

    private Page tag(String tag, String words) {
        body.append('<')
                .append(tag)
                .append('>')
                .append(Escapes.html(words))
                .append("</")
                .append(tag)
                .append(">\n");
        return this;
    }

    /** The whole page. */
    @Override
    public String toString() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <meta name="color-scheme" content="light dark">
                <title>""" + Escapes.html(title) + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<main>\n<h1>"
                + Escapes.html(title) + "</h1>\n" + body + "</main>\n</body>\n</html>\n";
    }
}
