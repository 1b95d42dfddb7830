package io.github.rerank4j.examples.browser;

class QuarkusTest extends ApplicationTest {

    QuarkusTest() {
        super("quarkus", "Quarkus");
    }
}
