package io.github.rerank4j.cli.evaluation;

import io.github.rerank4j.evaluation.Price;
import io.github.rerank4j.text.OneLine;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service charges, as the user writes it: {@code NAME=0.02/1M}, for a million tokens. */
public record PriceText(String model, double perMillionTokens) {

    private static final Pattern FORM = Pattern.compile("([^=]+)=\\s*(\\d+(?:\\.\\d*)?|\\.\\d+)\\s*/\\s*1\\s*[Mm]");
    private static final double MILLION = 1_000_000;

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PriceText of(String written) {
        Matcher form = FORM.matcher(written.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("the price \"" + OneLine.word(written)
                    + "\" must be NAME=NUMBER/1M, the price of a million tokens, such as sf=0.02/1M");
        }
        return new PriceText(form.group(1).strip(), Double.parseDouble(form.group(2)));
    }

    /** The price for the evaluation. */
    public Price price() {
        return Price.perMillionTokens(perMillionTokens);
    }

    double cost(long tokens) {
        return tokens * perMillionTokens / MILLION;
    }
}
