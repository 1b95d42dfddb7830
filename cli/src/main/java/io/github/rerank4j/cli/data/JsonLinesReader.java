package io.github.rerank4j.cli.data;

import com.fasterxml.jackson.databind.JsonNode;

/** A file of JSON objects, each a question with its candidates; its first line says in which form. */
final class JsonLinesReader {

    private JsonLinesReader() {}

    static Dataset read(Lines lines, int limit) {
        QuestionList questions = new QuestionList(lines, limit);
        Boolean own = null;
        boolean ordered = true;
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode object = JsonLine.read(lines, line);
            if (own == null) {
                own = own(lines, object);
            }
            if (own ? !OwnFormat.fits(object) : !PositivesFormat.fits(object)) {
                throw lines.fault("does not have the names that the lines before have: "
                        + (own ? "query and documents" : "query, positive, and negative or documents"));
            }
            if (own) {
                OwnFormat.read(lines, object, questions);
            } else {
                ordered &= object.has("documents");
                PositivesFormat.read(lines, object, questions);
            }
        }
        return ordered ? questions.dataset() : questions.dataset(PositivesFormat.NOTE);
    }

    private static boolean own(Lines lines, JsonNode first) {
        if (OwnFormat.fits(first)) {
            return true;
        }
        if (PositivesFormat.fits(first)) {
            return false;
        }
        throw lines.fault(
                "has neither query and documents, nor query, positive and negative; of a corpus, questions and"
                        + " judgements give the folder that holds them, or --corpus, --queries and --qrels");
    }
}
