package io.github.rerank4j.browser;

class SpringBootTest extends ApplicationTest {

    SpringBootTest() {
        super("spring-boot", "Spring Boot");
    }
}
