package io.github.rerank4j.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingNamesTest {

    private final SettingNames names = SettingNames.under(
            "acme.rank",
            List.of("apiKey", "site", "relay", "baseUrl", "scores", "secretKey", "timeout", "maxChunksPerDoc"));

    @Test
    void a_setting_is_told_as_its_property() {
        assertThat(names.property("maxChunksPerDoc")).isEqualTo("acme.rank.max-chunks-per-doc");
    }

    @Test
    void options_of_a_command_have_names_of_their_own_and_nothing_before_them() {
        SettingNames options = SettingNames.of(Map.of("apiKey", "--key", "scores", "--scores"));

        assertThat(options.in(SettingException.of(
                        "{apiKey} is missing", "set {apiKey(...)}, {site} or {scores(RAW)}{, or call build()|}")))
                .isEqualTo("--key is missing; set --key, site or --scores=raw");
        assertThat(options.in(new IllegalArgumentException("no key"))).isEqualTo("no key");
    }

    @Test
    void a_setting_is_replaced_wherever_it_stands() {
        assertThat(names.in(SettingException.of("{apiKey} is missing", "set {baseUrl}")))
                .isEqualTo("acme.rank.api-key is missing; set acme.rank.base-url");
    }

    @Test
    void an_ordinary_word_that_is_no_setting_there_stays() {
        assertThat(names.in(SettingException.of("{site} is set, but a relay is no site", "leave {site} out")))
                .isEqualTo("acme.rank.site is set, but a relay is no site; leave acme.rank.site out");
    }

    @Test
    void a_value_in_parentheses_becomes_the_value_of_the_property() {
        assertThat(names.in(SettingException.of("there is {relay(true)}, or use {scores(RAW)}", "")))
                .isEqualTo("there is acme.rank.relay=true, or use acme.rank.scores=raw");
    }

    @Test
    void dots_in_parentheses_are_no_value() {
        assertThat(names.in(SettingException.of("{site(...)} is missing", "set {site(...)} to that of the account")))
                .isEqualTo("acme.rank.site is missing; set acme.rank.site to that of the account");
    }

    @Test
    void what_is_no_property_stays_and_the_prefix_says_where_it_belongs() {
        assertThat(names.in(SettingException.of(
                        "{proxy} and {httpClient} are set",
                        "see RerankDialect.toBuilder().scores(...) and %s",
                        "https://host")))
                .isEqualTo("acme.rank: proxy and httpClient are set; see RerankDialect.toBuilder().scores(...) and"
                        + " https://host");
        assertThat(names.in(SettingException.of("there is no key", "set {apiKey}")))
                .isEqualTo("acme.rank: there is no key; set acme.rank.api-key");
        assertThat(names.in(new IllegalArgumentException("apiKey is odd"))).isEqualTo("acme.rank: apiKey is odd");
    }

    @Test
    void an_object_is_told_as_the_bean_that_it_is_where_there_are_beans() {
        SettingException both =
                SettingException.of("{proxy|a Proxy bean} and {timeout} are set", "keep one{, or a supplier of it|}");

        assertThat(both).hasMessage("proxy and timeout are set; keep one, or a supplier of it");
        assertThat(both.settings()).containsExactly("proxy", "timeout");
        assertThat(names.in(both)).isEqualTo("proxy and acme.rank.timeout are set; keep one, or a supplier of it");
        assertThat(names.withBeans().in(both)).isEqualTo("a Proxy bean and acme.rank.timeout are set; keep one");
    }

    @Test
    void a_call_as_the_value_of_an_object_belongs_to_it() {
        SettingException none = SettingException.of("there is none", "set {proxy(Proxies.any())|make one a bean}");

        assertThat(none).hasMessage("there is none; set proxy(Proxies.any())");
        assertThat(none.settings()).containsExactly("proxy");
        assertThat(names.withBeans().in(none)).isEqualTo("acme.rank: there is none; set make one a bean");
    }
}
