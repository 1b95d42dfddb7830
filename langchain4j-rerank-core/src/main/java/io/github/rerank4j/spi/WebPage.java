package io.github.rerank4j.spi;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page for people where a reply for programs belongs: a gateway, a firewall, a proxy or a login speaks. */
final class WebPage {

    private static final int READ = 20_000;
    private static final int LONGEST_NAME = 120;
    private static final Pattern START = Pattern.compile(
            "\\A\\uFEFF?(\\s|<!--.*?-->|<\\?xml[^>]*>)*<(!doctype\\s+html|html|head|body|title|h1|center)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TITLE = element("title");
    private static final Pattern HEADING = element("h1");
    private static final Pattern UNSEEN = Pattern.compile("(?is)<(script|style)\\b.*?(</\\1>|\\z)");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern GAPS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private WebPage() {}

    private static Pattern element(String name) {
        return Pattern.compile("<" + name + "\\b[^>]*>(.*?)</" + name, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    static boolean isOne(WireReply reply) {
        if (!reply.json().isMissingNode()) {
            return false;
        }
        String type = reply.header("Content-Type");
        String text = reply.text(READ);
        boolean called = type != null && type.toLowerCase(Locale.ROOT).contains("html") && text.contains("<");
        return called || START.matcher(text).find();
    }

    /** The page as a message names it: by its title, its first heading, or its text. */
    static String name(WireReply reply) {
        String text = UNSEEN.matcher(reply.text(READ)).replaceAll(" ");
        String name = first(TITLE, text);
        name = name.isEmpty() ? first(HEADING, text) : name;
        name = name.isEmpty() ? plain(text) : name;
        return name.isEmpty() ? "a web page" : "a web page \"" + name + "\"";
    }

    private static String first(Pattern element, String text) {
        Matcher found = element.matcher(text);
        return found.find() ? plain(found.group(1)) : "";
    }

    private static String plain(String html) {
        String text = TAG.matcher(html).replaceAll(" ");
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
