package io.github.rerank4j.internal.evaluation.page;

import java.util.List;
import java.util.stream.DoubleStream;

/** Pictures of numbers, each an {@code svg} element. */
public final class Charts {

    private static final int LEFT = 34;
    private static final int RIGHT = Svg.WIDTH - 10;
    private static final int ROW = 40;
    private static final int HEIGHT = 240;
    private static final int BOTTOM = HEIGHT - 36;
    private static final int LONGEST_NAME = 30;
    private static final int LONGEST_DOT_NAME = 16;
    private static final int LONGEST_OVER_AXIS = 9;
    private static final int FIRST_WIDE = 0x1100;

    private Charts() {}

    /**
     * A number and its interval.
     *
     * @param name what it belongs to
     */
    public record Whisker(String name, double mean, double low, double high) {}

    /**
     * A point with a name.
     *
     * @param name what it belongs to
     */
    public record Point(String name, double x, double y) {}

    /**
     * A line.
     *
     * @param name what it shows
     * @param xs from the lowest
     * @param ys as many; NaN where there is none
     */
    public record Line(String name, double[] xs, double[] ys) {}

    /** Numbers with their intervals, one below the other; a line where nobody can get beyond. */
    public static String intervals(String title, List<Whisker> intervals, double ceiling) {
        int bottom = 20 + ROW * intervals.size();
        Axis x = Axis.around(
                DoubleStream.concat(
                                DoubleStream.of(ceiling),
                                intervals.stream()
                                        .flatMapToDouble(one -> DoubleStream.of(one.low(), one.high(), one.mean())))
                        .toArray(),
                10,
                RIGHT);
        Svg svg = new Svg(bottom + 22, title);
        for (double tick : x.ticks(5)) {
            svg.line("grid", x.at(tick), 14, x.at(tick), bottom)
                    .text("tick", x.at(tick), bottom + 14, "middle", Figures.plain(tick));
        }
        svg.line("limit", x.at(ceiling), 14, x.at(ceiling), bottom)
                .text("tick", x.at(ceiling) - 2, 11, "end", "ceiling " + Figures.metric(ceiling));
        double y = 20;
        for (Whisker one : intervals) {
            svg.text("name", 10, y + 11, "start", cut(one.name(), LONGEST_NAME) + "  " + Figures.metric(one.mean()))
                    .line("whisker", x.at(one.low()), y + 23, x.at(one.high()), y + 23)
                    .dot("mean", x.at(one.mean()), y + 23, 5);
            y += ROW;
        }
        return svg.toString();
    }

    /** At most so many letters; those of Chinese, Japanese and Korean are as wide as two. */
    private static String cut(String name, int letters) {
        if (width(name) <= letters) {
            return name;
        }
        int end = 0;
        while (width(name.substring(0, name.offsetByCodePoints(end, 1))) < letters) {
            end = name.offsetByCodePoints(end, 1);
        }
        return name.substring(0, end) + "…";
    }

    private static int width(String name) {
        return name.codePoints().map(c -> c < FIRST_WIDE ? 1 : 2).sum();
    }

    /** Numbers from 0 to 1 before and after, one line for each; rising, level and falling ones differ in more than colour. */
    public static String slopes(String title, String before, String after, double[] was, double[] is) {
        Axis y = new Axis(0, 1, BOTTOM, 26);
        double left = 60;
        double right = Svg.WIDTH - 60.0;
        Svg svg = new Svg(HEIGHT, title);
        for (double tick : y.ticks(4)) {
            svg.text("tick", left - 8, y.at(tick) + 4, "end", Figures.plain(tick))
                    .text("tick", right + 8, y.at(tick) + 4, "start", Figures.plain(tick));
        }
        svg.line("axis", left, y.at(0), left, y.at(1)).line("axis", right, y.at(0), right, y.at(1));
        for (int i = 0; i < was.length; i++) {
            String kind = is[i] > was[i] ? "rises" : is[i] < was[i] ? "falls" : "stays";
            svg.line(kind, left, y.at(was[i]), right, y.at(is[i]));
        }
        boolean overLeft = width(before) <= LONGEST_OVER_AXIS;
        boolean overRight = width(after) <= LONGEST_OVER_AXIS;
        return svg.text("name", overLeft ? left : 4, 16, overLeft ? "middle" : "start", cut(before, LONGEST_DOT_NAME))
                .text(
                        "name",
                        overRight ? right : Svg.WIDTH - 4.0,
                        16,
                        overRight ? "middle" : "end",
                        cut(after, LONGEST_DOT_NAME))
                .text("tick", Svg.WIDTH / 2.0, HEIGHT - 12, "middle", "solid: better, dashed: worse")
                .toString();
    }

    /**
     * Lines of numbers from 0 to 1.
     *
     * @param mark where on the x axis a line is to be marked; NaN for nowhere
     */
    public static String lines(String title, String below, List<Line> lines, double mark) {
        Axis x = Axis.around(
                lines.stream()
                        .flatMapToDouble(line -> DoubleStream.of(line.xs()))
                        .toArray(),
                LEFT,
                RIGHT);
        Axis y = new Axis(0, 1, BOTTOM, 12);
        Svg svg = new Svg(HEIGHT + 12 + 18 * lines.size(), title);
        frame(svg, x, y, below);
        if (Double.isFinite(mark)) {
            boolean late = x.at(mark) > (LEFT + RIGHT) / 2.0;
            svg.line("mark", x.at(mark), y.at(0), x.at(mark), y.at(1))
                    .text("name", x.at(mark) + (late ? -4 : 4), 22, late ? "end" : "start", Figures.threshold(mark));
        }
        int number = 0;
        for (Line line : lines) {
            svg.path("line line" + number, points(line, x, y));
            double legend = HEIGHT + 12 + 18.0 * number;
            svg.line("line line" + number, LEFT, legend, LEFT + 24.0, legend)
                    .text("name", LEFT + 32.0, legend + 4, "start", line.name());
            number++;
        }
        return svg.toString();
    }

    private static double[] points(Line line, Axis x, Axis y) {
        DoubleStream.Builder points = DoubleStream.builder();
        for (int i = 0; i < line.xs().length; i++) {
            if (Double.isFinite(line.ys()[i])) {
                points.add(x.at(line.xs()[i])).add(y.at(line.ys()[i]));
            }
        }
        return points.build().toArray();
    }

    private static void frame(Svg svg, Axis x, Axis y, String below) {
        for (double tick : y.ticks(4)) {
            svg.line("grid", LEFT, y.at(tick), RIGHT, y.at(tick))
                    .text("tick", LEFT - 4.0, y.at(tick) + 4, "end", Figures.plain(tick));
        }
        for (double tick : x.ticks(5)) {
            svg.line("axis", x.at(tick), BOTTOM, x.at(tick), BOTTOM + 4.0)
                    .text("tick", x.at(tick), BOTTOM + 15.0, "middle", Figures.plain(tick));
        }
        svg.line("axis", LEFT, BOTTOM, RIGHT, BOTTOM)
                .text("tick", (LEFT + RIGHT) / 2.0, BOTTOM + 30.0, "middle", below);
    }

    /** Lines of probabilities against what came true: the diagonal is right. */
    public static String reliability(String title, List<Line> lines) {
        Axis x = new Axis(0, 1, LEFT, RIGHT);
        Axis y = new Axis(0, 1, BOTTOM, 12);
        Svg svg = new Svg(HEIGHT + 12 + 18 * lines.size(), title);
        frame(svg, x, y, "probability that the score says");
        svg.line("limit", x.at(0), y.at(0), x.at(1), y.at(1));
        int number = 0;
        for (Line line : lines) {
            svg.path("line line" + number, points(line, x, y));
            for (int i = 0; i < line.xs().length; i++) {
                svg.dot("dot" + number, x.at(line.xs()[i]), y.at(line.ys()[i]), 3);
            }
            double legend = HEIGHT + 12 + 18.0 * number;
            svg.line("line line" + number, LEFT, legend, LEFT + 24.0, legend)
                    .text("name", LEFT + 32.0, legend + 4, "start", line.name());
            number++;
        }
        return svg.toString();
    }

    /** Points with names. */
    public static String points(String title, String below, List<Point> points) {
        Axis x = Axis.around(
                DoubleStream.concat(DoubleStream.of(0), points.stream().mapToDouble(Point::x))
                        .toArray(),
                LEFT,
                RIGHT);
        Axis y = Axis.around(points.stream().mapToDouble(Point::y).toArray(), BOTTOM, 20);
        Svg svg = new Svg(HEIGHT, title);
        frame(svg, x, y, below);
        for (Point point : points) {
            boolean late = x.at(point.x()) > (LEFT + RIGHT) / 2.0;
            svg.dot("mean", x.at(point.x()), y.at(point.y()), 5)
                    .text(
                            "name",
                            x.at(point.x()) + (late ? -8 : 8),
                            y.at(point.y()) - 6,
                            late ? "end" : "start",
                            cut(point.name(), LONGEST_DOT_NAME));
        }
        return svg.toString();
    }
}
