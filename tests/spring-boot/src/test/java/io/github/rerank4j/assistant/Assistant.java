package io.github.rerank4j.assistant;

import dev.langchain4j.service.spring.AiService;

/** An assistant of LangChain4j's starter, in a package that only its test scans. */
@AiService
public interface Assistant {

    String answer(String question);
}
