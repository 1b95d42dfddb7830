package io.github.rerank4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkupTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    no tags              | no tags
                    <h1>Bad</h1> gateway | ' Bad  gateway'
                    a <br/>b             | 'a  b'
                    1 < 2                | 1 < 2
                    a<b>c<d              | 'a c<d'
                    """, delimiter = '|')
    void a_space_takes_the_place_of_each_tag(String text, String plain) {
        assertThat(Markup.withoutTags(text)).isEqualTo(plain);
    }
}
