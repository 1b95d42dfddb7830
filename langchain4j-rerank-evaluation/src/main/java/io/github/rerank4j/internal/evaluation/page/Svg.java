package io.github.rerank4j.internal.evaluation.page;

/**
 * A picture in SVG, as wide as a phone, so that its words stay readable there. Colours are the page's, by class. Not thread-safe.
 */
final class Svg {

    static final int WIDTH = 360;

    private final StringBuilder svg = new StringBuilder();

    /**
     * An empty picture.
     *
     * @param title what it shows, for who cannot see it
     */
    Svg(int height, String title) {
        svg.append("<svg role=\"img\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(height)
                .append("\" aria-label=\"")
                .append(Escapes.html(title))
                .append("\"><title>")
                .append(Escapes.html(title))
                .append("</title>\n");
    }

    Svg line(String kind, double x1, double y1, double x2, double y2) {
        svg.append("<line class=\"")
                .append(kind)
                .append("\" x1=\"")
                .append(at(x1))
                .append("\" y1=\"")
                .append(at(y1))
                .append("\" x2=\"")
                .append(at(x2))
                .append("\" y2=\"")
                .append(at(y2))
                .append("\"/>\n");
        return this;
    }

    Svg dot(String kind, double x, double y, double radius) {
        svg.append("<circle class=\"")
                .append(kind)
                .append("\" cx=\"")
                .append(at(x))
                .append("\" cy=\"")
                .append(at(y))
                .append("\" r=\"")
                .append(at(radius))
                .append("\"/>\n");
        return this;
    }

    /** A line through points, x and y in turn. */
    Svg path(String kind, double... coordinates) {
        svg.append("<polyline class=\"").append(kind).append("\" points=\"");
        for (int i = 0; i + 1 < coordinates.length; i += 2) {
            svg.append(at(coordinates[i]))
                    .append(',')
                    .append(at(coordinates[i + 1]))
                    .append(' ');
        }
        svg.append("\"/>\n");
        return this;
    }

    /**
     * Words.
     *
     * @param anchor start, middle or end: which part of them is at x
     */
    Svg text(String kind, double x, double y, String anchor, String words) {
        svg.append("<text class=\"")
                .append(kind)
                .append("\" x=\"")
                .append(at(x))
                .append("\" y=\"")
                .append(at(y))
                .append("\" text-anchor=\"")
                .append(anchor)
                .append("\">")
                .append(Escapes.html(words))
                .append("</text>\n");
        return this;
    }

    /** To a tenth. */
    private static String at(double coordinate) {
        return String.valueOf(Math.round(coordinate * 10) / 10.0);
    }

    @Override
    public String toString() {
        return svg + "</svg>\n";
    }
}
