package io.github.rerank4j.examples.assistant;

import dev.langchain4j.service.Result;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.langchain4j.service.spring.AiService;

/** Answers from the knowledge base. That its sources are reranked is two lines of {@code application.properties}. */
@AiService
interface Assistant {

    /** The answer, and the passages it was made from. */
    @UserMessage("{{question}}") // or the question itself would be taken for a template
    Result<String> answer(@V("question") String question);
}
