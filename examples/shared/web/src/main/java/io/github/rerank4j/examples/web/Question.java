package io.github.rerank4j.examples.web;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody asks, looked at before anybody is bothered with it. */
final class Question {

    private static final int LONGEST = 500;

    /** Formatting characters, and letters without a picture: they come along when a text is copied. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\u115F\\u1160\\u3164\\uFFA0]");

    private static final int LOST = 0xFFFD;

    private Question() {}

    /**
     * The question without what nobody sees.
     *
     * @throws BadQuestionException if it is missing, empty, too long, or no text
     */
    static String checked(@Nullable String question) {
        if (question == null) {
            throw new BadQuestionException(
                    "The parameter \"question\" is missing. Ask like this: api/answer?question=What+is+a+job");
        }
        String asked = INVISIBLE.matcher(question).replaceAll("").strip();
        if (asked.isEmpty()) {
            throw new BadQuestionException("Ask something: the question is empty.");
        }
        if (asked.length() > LONGEST) {
            throw new BadQuestionException("Ask something shorter: the question has " + asked.length()
                    + " characters, and " + LONGEST + " are the most.");
        }
        asked.codePoints().forEach(Question::check);
        if (asked.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new BadQuestionException("Ask in words: the question has no letter and no digit.");
        }
        return asked;
    }

    private static void check(int character) {
        if (Character.getType(character) == Character.SURROGATE || character == LOST) {
            throw lost();
        }
        if (Character.isISOControl(character) && !Character.isWhitespace(character)) {
            throw new BadQuestionException(String.format(
                    Locale.ROOT, "Ask in plain text: the question has the control character U+%04X.", character));
        }
    }

    static BadQuestionException lost() {
        return new BadQuestionException(
                "Ask in whole characters: one of the question's was lost on the way. It has to be sent as UTF-8.");
    }
}
