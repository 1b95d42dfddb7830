package io.github.rerank4j.quarkus;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Entries of a JSON object as configuration writes them: all strings, some of which mean a number or a boolean. */
final class BodyEntries {

    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,30})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,30})\\.[0-9]{1,30}");

    private BodyEntries() {}

    /** The entries in their order, with the values they mean. */
    static Map<String, Object> of(Map<String, String> configured) {
        Map<String, Object> entries = new LinkedHashMap<>();
        configured.forEach((name, value) -> entries.put(name, meant(value)));
        return entries;
    }

    private static Object meant(String value) {
        if ("true".equals(value) || "false".equals(value)) {
            return Boolean.valueOf(value);
        }
        if (INTEGER.matcher(value).matches()) {
            return new BigInteger(value);
        }
        if (DECIMAL.matcher(value).matches()) {
            return new BigDecimal(value);
        }
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
