package io.github.rerank4j.spi;

import io.github.rerank4j.text.Markup;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page for people where a reply for programs belongs: a gateway, a firewall, a proxy or a login speaks. */
final class WebPage {

    private static final int READ = 20_000;
    private static final int LONGEST_NAME = 120;
    /** What may be in front of a page, one after the other: as one pattern it would need a deep stack. */
    private static final Pattern BEFORE =
            Pattern.compile("[\\s\\uFEFF]+|<!--.*?-->|<\\?xml[^>]*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern START =
            Pattern.compile("<(!doctype\\s+html|html|head|body|title|h1|center)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNSEEN = Pattern.compile("(?is)<(script|style)\\b.*?(</\\1>|\\z)");
    private static final Pattern GAPS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private WebPage() {}

    static boolean isOne(WireReply reply) {
        if (!reply.json().isMissingNode()) {
            return false;
        }
        String type = reply.header("Content-Type");
        String text = reply.text(READ);
        boolean called = type != null && type.toLowerCase(Locale.ROOT).contains("html") && text.contains("<");
        return called || starts(text);
    }

    /** The page as a message names it: by its title, its first heading, or its text. */
    static String name(WireReply reply) {
        String text = UNSEEN.matcher(reply.text(READ)).replaceAll(" ");
        String name = first("title", text);
        name = name.isEmpty() ? first("h1", text) : name;
        name = name.isEmpty() ? plain(text) : name;
        return name.isEmpty() ? "a web page" : "a web page \"" + name + "\"";
    }

    private static boolean starts(String text) {
        int at = 0;
        Matcher before = BEFORE.matcher(text);
        while (before.region(at, text.length()).lookingAt()) {
            at = before.end();
        }
        return START.matcher(text).region(at, text.length()).lookingAt();
    }

    /** What the first element of that name holds; each part is looked for once, however often it is begun. */
    private static String first(String element, String text) {
        Matcher start =
                Pattern.compile("<" + element + "\\b", Pattern.CASE_INSENSITIVE).matcher(text);
        int inside = start.find() ? text.indexOf('>', start.end()) + 1 : 0;
        Matcher end = Pattern.compile("</" + element, Pattern.CASE_INSENSITIVE).matcher(text);
        return inside > 0 && end.find(inside) ? plain(text.substring(inside, end.start())) : "";
    }

    private static String plain(String html) {
        String text = Markup.withoutTags(html);
        text = text.replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "'")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
        String line = GAPS.matcher(text).replaceAll(" ").strip();
        return line.length() <= LONGEST_NAME
                ? line
                : line.substring(0, LONGEST_NAME).strip() + "…";
    }
}
