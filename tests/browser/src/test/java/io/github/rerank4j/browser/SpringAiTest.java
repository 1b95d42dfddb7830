package io.github.rerank4j.browser;

class SpringAiTest extends ApplicationTest {

    SpringAiTest() {
        super("spring-ai", "Spring AI");
    }
}
