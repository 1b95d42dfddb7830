package io.github.rerank4j.internal.redaction;

import io.github.rerank4j.text.OneLine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Undoes the ways in which services write a text they repeat: escapes of JSON, of URLs, of HTML and of the C family, in
 * any mixture and as many times as they were applied. What is left over of them, and what stands for a space in one of
 * them, is left out: gaps, plus signs and backslashes. So a text and whatever it was escaped to read the same. Takes
 * time in proportion to the length, because what an escape stands for is looked at together with what came before it.
 */
final class Escapes {

    /** Marks one byte of a character in UTF-8, which is not complete yet. */
    private static final int BYTE = 1 << 24;

    private static final int LONGEST_ENTITY = 10;
    /** The names of the characters from 160 to 255. */
    private static final String LATIN =
            "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr"
                    + " deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest"
                    + " Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml"
                    + " ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig"
                    + " agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml"
                    + " eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

    private static final Map<String, Integer> ENTITIES = entities();

    private final int[] codes;
    private final int[] starts;
    private final int[] ends;
    private final int length;
    private int size;

    Escapes(String line) {
        length = line.length();
        codes = new int[line.length()];
        starts = new int[line.length()];
        ends = new int[line.length()];
        for (int i = 0; i < line.length(); i++) {
            codes[size] = line.charAt(i);
            starts[size] = i;
            ends[size] = i + 1;
            size++;
            while (endsWithEscape()) {
                // what it stands for may end another
            }
        }
    }

    private static Map<String, Integer> entities() {
        Map<String, Integer> entities = new HashMap<>();
        entities.putAll(Map.of("quot", 34, "amp", 38, "apos", 39, "lt", 60, "gt", 62));
        int code = 160;
        for (String name : LATIN.split(" ", -1)) {
            entities.put(name, code++);
        }
        return entities;
    }

    /** Whether there can be anything to undo. */
    static boolean mayStandIn(String line) {
        return line.indexOf('\\') >= 0 || line.indexOf('%') >= 0 || line.indexOf('&') >= 0 || line.indexOf('+') >= 0;
    }

    Reading undone() {
        StringBuilder characters = new StringBuilder(size);
        int[] from = new int[2 * size];
        int[] to = new int[2 * size];
        for (int i = 0; i < size; i++) {
            int code = codes[i] & (BYTE - 1);
            if (code == '\\' || code == '+' || OneLine.isGap(code)) {
                continue;
            }
            int before = characters.length();
            characters.appendCodePoint(code);
            Arrays.fill(from, before, characters.length(), starts[i]);
            Arrays.fill(to, before, characters.length(), ends[i]);
        }
        return new Reading(characters.toString(), from, to, length);
    }

    private boolean endsWithEscape() {
        int last = codes[size - 1];
        if (last >= BYTE) {
            return endsWithUtf8();
        }
        if (last == ';') {
            return endsWithEntity();
        }
        if (back(1) == '\\' && last == '\\') {
            return replace(2, '\\');
        }
        if (back(1) == '\\' && "nrtbfv".indexOf(last) >= 0) {
            return replace(2, ' ');
        }
        return hex(0) >= 0 && (endsWithByte() || endsWithUnit());
    }

    /** {@code %e5}, {@code \xe5}, {@code \345}. */
    private boolean endsWithByte() {
        if (hex(1) >= 0 && back(2) == '%') {
            return replace(3, unit(16 * hex(1) + hex(0)));
        }
        if (hex(1) >= 0 && back(2) == 'x' && back(3) == '\\') {
            return replace(4, unit(16 * hex(1) + hex(0)));
        }
        boolean octal = within(0, 7) && within(1, 7) && within(2, 3) && back(3) == '\\';
        return octal && replace(4, unit(64 * hex(2) + 8 * hex(1) + hex(0)));
    }

    /** <code>&#92;u5ba2</code>, {@code %u5ba2}. */
    private boolean endsWithUnit() {
        if (back(4) != 'u' || (back(5) != '\\' && back(5) != '%') || hex(1) < 0 || hex(2) < 0 || hex(3) < 0) {
            return false;
        }
        return replace(6, 4096 * hex(3) + 256 * hex(2) + 16 * hex(1) + hex(0));
    }

    /** A character's number or name between ampersand and semicolon. */
    private boolean endsWithEntity() {
        int length = 1;
        while (length <= LONGEST_ENTITY && (Character.isLetterOrDigit(back(length)) || back(length) == '#')) {
            length++;
        }
        if (back(length) != '&') {
            return false;
        }
        StringBuilder name = new StringBuilder(length);
        for (int i = length - 1; i > 0; i--) {
            name.append((char) back(i));
        }
        int code = entity(name.toString());
        return code >= 0 && replace(length + 1, code);
    }

    private static int entity(String name) {
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        if (hex || name.startsWith("#")) {
            return number(name, hex ? 2 : 1, hex ? 16 : 10);
        }
        return ENTITIES.getOrDefault(name, -1);
    }

    private static int number(String name, int from, int radix) {
        int number = from < name.length() ? 0 : -1;
        for (int i = from; i < name.length() && Character.isValidCodePoint(number); i++) {
            int digit = Character.digit(name.charAt(i), radix);
            number = digit < 0 ? -1 : number * radix + digit;
        }
        return Character.isValidCodePoint(number) ? number : -1;
    }

    private boolean endsWithUtf8() {
        int code = 0;
        for (int i = 0; i < 4 && back(i) >= BYTE; i++) {
            int value = back(i) - BYTE;
            if (value >= 0xC0) {
                int trailing = value >= 0xF0 ? 3 : value >= 0xE0 ? 2 : 1;
                int whole = code | (value & (0x3F >> trailing)) << (6 * i);
                return trailing == i && Character.isValidCodePoint(whole) && replace(i + 1, whole);
            }
            code |= (value & 0x3F) << (6 * i);
        }
        return false;
    }

    private boolean replace(int count, int code) {
        int end = ends[size - 1];
        size -= count - 1;
        codes[size - 1] = code;
        ends[size - 1] = end;
        return true;
    }

    private static int unit(int value) {
        return value < 128 ? value : BYTE + value;
    }

    private int back(int steps) {
        return steps < size ? codes[size - 1 - steps] : -1;
    }

    private boolean within(int steps, int highest) {
        return hex(steps) >= 0 && hex(steps) <= highest;
    }

    private int hex(int steps) {
        int code = back(steps);
        return code < 0 || code > 'f' ? -1 : Character.digit(code, 16);
    }
}
