package io.github.rerank4j.examples.browser;

class SpringBootTest extends ApplicationTest {

    SpringBootTest() {
        super("spring-boot", "Spring Boot");
    }
}
