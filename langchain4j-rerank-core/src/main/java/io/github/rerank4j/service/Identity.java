package io.github.rerank4j.service;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.LongDocuments;
import io.github.rerank4j.internal.PipelineSettings;
import io.github.rerank4j.internal.http.Endpoint;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RequestLimits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankService;
import io.github.rerank4j.spi.WireRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a raw score depends on beside its request: who is asked and where, how documents are cut, and what a request
 * looks like, which holds every option and every form of a dialect. No key is in it: credentials come later.
 */
final class Identity {

    private static final TextContent SAMPLE = TextContent.from("sample");
    /** A text may be written otherwise beside a picture, of which services take the one or the other form. */
    private static final List<Content> PICTURES =
            List.of(ImageContent.from("https://sample.example/a.png"), ImageContent.from("AAAA", "image/png"));

    private Identity() {}

    /** Null where the service cannot be asked for texts. */
    static @Nullable String of(PipelineSettings settings, @Nullable String modelName) {
        WireRequest request = sample(settings.service(), modelName, List.of(SAMPLE));
        return request == null
                ? null
                : settings.service().name()
                        + ' '
                        + address(settings, request)
                        + ' '
                        + cut(settings, modelName)
                        + ' '
                        + form(settings, request, modelName);
    }

    /**
     * How long documents are cut, and whether blank parts of them are left out. Where they fail, no limit changes a score;
     * how many travel together never does.
     */
    private static String cut(PipelineSettings settings, @Nullable String modelName) {
        LongDocuments longDocuments = settings.packing().longDocuments();
        if (longDocuments == LongDocuments.FAIL) {
            return longDocuments.toString();
        }
        ModelTraits traits = settings.service().wire().traits(modelName);
        RequestLimits limits = settings.packing().limits().over(traits.limits());
        return longDocuments + " " + limits.documents(RequestLimits.UNLIMITED)
                + (traits.blankDocuments() ? "" : " without blank parts");
    }

    /** Where a request goes, however much of its path the base URL holds; without what may be a key. */
    private static String address(PipelineSettings settings, WireRequest request) {
        return resolved(settings, request).shown();
    }

    private static Endpoint.Resolved resolved(PipelineSettings settings, WireRequest request) {
        return Endpoint.of(settings.baseUrl()).resolve(request.path());
    }

    private static @Nullable WireRequest sample(
            RerankService service, @Nullable String modelName, List<Content> documents) {
        RerankService.Defaults defaults = service.defaults();
        RerankCall call = new RerankCall(
                SAMPLE, documents, modelName, defaults.instruction(), defaults.input(), defaults.parameters());
        try {
            return service.wire().encode(call);
        } catch (RuntimeException inexpressible) {
            return null;
        }
    }

    /** What is asked and how the reply is read; the whole path too, of which what may be a key is not shown. */
    private static String form(PipelineSettings settings, WireRequest request, @Nullable String modelName) {
        Fingerprint fingerprint = new Fingerprint()
                .add(request.path())
                .add(resolved(settings, request).uri().getRawPath())
                .add(settings.service().wire().reading())
                .add(request.body().bytes());
        for (Content picture : PICTURES) {
            WireRequest mixed = sample(settings.service(), modelName, List.of(SAMPLE, picture));
            fingerprint.add(mixed == null ? new byte[0] : mixed.body().bytes());
        }
        return fingerprint.hex();
    }
}
