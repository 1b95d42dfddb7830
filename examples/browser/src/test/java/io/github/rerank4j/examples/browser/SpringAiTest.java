package io.github.rerank4j.examples.browser;

class SpringAiTest extends ApplicationTest {

    SpringAiTest() {
        super("spring-ai", "Spring AI");
    }
}
