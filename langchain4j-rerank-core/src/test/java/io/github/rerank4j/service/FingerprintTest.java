package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void it_is_sha_256_over_each_text_behind_its_length() {
        // printf '\0\0\0\002ab\0\0\0\003\344\275\240' | sha256sum
        assertThat(new Fingerprint().add("ab").add("你").hex())
                .isEqualTo("11361cc11c0473d273f1df2f4b60d7e6a18d2d582a8bce40785e70402df08790");
    }

    @Test
    void it_counts_where_a_text_ends() {
        assertThat(new Fingerprint().add("ab").add("c").hex())
                .isNotEqualTo(new Fingerprint().add("a").add("bc").hex())
                .isNotEqualTo(new Fingerprint().add("abc").hex())
                .isNotEqualTo(new Fingerprint().add("ab").add("c").add("").hex());
    }

    @Test
    void a_text_is_its_bytes() {
        assertThat(new Fingerprint().add("a").hex())
                .isEqualTo(new Fingerprint().add(new byte[] {'a'}).hex());
    }
}
