package io.github.rerank4j.service;

import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.internal.PipelineSettings;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankService;
import io.github.rerank4j.spi.WireRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a raw score depends on beside its request: who is asked and where, how documents are cut, and what a request
 * looks like, which holds every option and every form of a dialect. No key is in it: credentials come later.
 */
final class Identity {

    private static final TextContent SAMPLE = TextContent.from("sample");

    private Identity() {}

    /** Null where the service cannot be asked for texts. */
    static @Nullable String of(PipelineSettings settings, @Nullable String modelName) {
        String form = form(settings.service(), modelName);
        return form == null
                ? null
                : settings.service().name() + ' ' + settings.shownBaseUrl() + ' ' + settings.packing() + ' ' + form;
    }

    private static @Nullable String form(RerankService service, @Nullable String modelName) {
        RerankService.Defaults defaults = service.defaults();
        RerankCall call = new RerankCall(
                SAMPLE, List.of(SAMPLE), modelName, defaults.instruction(), defaults.input(), defaults.parameters());
        try {
            WireRequest request = service.wire().encode(call);
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(request.path().getBytes(StandardCharsets.UTF_8));
            hash.update((byte) 0);
            hash.update(request.body().bytes());
            return HexFormat.of().formatHex(hash.digest());
        } catch (RuntimeException inexpressible) {
            return null;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
