package io.github.rerank4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.github.rerank4j.cli.model.Models;
import io.github.rerank4j.fixtures.PublishedJar;
import io.github.rerank4j.service.RerankSpec;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.RerankProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLI = PublishedJar.of(Rerank4j.class);

    @Test
    void the_rules_of_every_jar_hold() {
        assertThat(CLI.contain(Rerank4j.class)).isTrue();
        PublishedJar.requireHouseRules(CLI);
    }

    @Test
    void no_class_of_a_provider_is_named() {
        PublishedJar.requireNoProvider(CLI);
    }

    @Test
    void providers_and_dialects_have_no_name_in_common() {
        List<RerankProvider<?>> providers = Models.providers().all();
        List<String> names = new ArrayList<>(List.of(RerankSpec.LOCAL));
        for (RerankProvider<?> provider : providers) {
            names.add(provider.id());
            names.addAll(provider.setting("dialect").map(Setting::values).orElse(List.of()));
        }

        assertThat(names)
                .contains("tencent", "siliconflow", "generic", "vllm", "cohere-v2")
                .doesNotHaveDuplicates();
    }
}
