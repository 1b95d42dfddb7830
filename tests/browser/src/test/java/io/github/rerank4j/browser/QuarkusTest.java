package io.github.rerank4j.browser;

class QuarkusTest extends ApplicationTest {

    QuarkusTest() {
        super("quarkus", "Quarkus");
    }
}
