package io.github.rerank4j.internal.packing;

import dev.langchain4j.exception.InvalidRequestException;
import io.github.rerank4j.LongDocuments;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RequestLimits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankWire;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the requests of a call. Bytes are looked at when the bodies are there, so that a call inside the limit pays
 * nothing for it; only one that is not is packed again, by what its parts take.
 */
public final class Packer {

    /** A body whose size does not grow evenly with its documents needs a second look, seldom a third. */
    private static final int ROUNDS = 8;

    private final RerankWire wire;
    private final UserLimits users;
    private final LongDocuments longDocuments;

    /** A packer for a service. */
    public Packer(RerankWire wire, PackingSettings settings) {
        this.wire = wire;
        this.users = settings.limits();
        this.longDocuments = settings.longDocuments();
    }

    /** The batches of a call and the requests that carry them, in the same order. */
    public record Packed(Batches batches, List<EncodedBatch> encoded) {}

    /**
     * Packs a call.
     *
     * @throws dev.langchain4j.exception.UnsupportedFeatureException for what the model or the service cannot do
     * @throws InvalidRequestException for what does not fit the limits
     */
    public Packed pack(RerankCall whole, ModelTraits traits) {
        RequestLimits limits = users.over(traits.limits());
        Batches batches = Batches.of(whole, traits, limits, longDocuments);
        Packed packed = encoded(batches, limits.bytes());
        return packed == null ? packedBySize(whole, traits, limits) : packed;
    }

    private Packed packedBySize(RerankCall whole, ModelTraits traits, RequestLimits limits) {
        BodySizes sizes = new BodySizes(whole, call -> wire.encode(call).body().length());
        RequestLimits tighter = limits;
        for (int round = 0; round < ROUNDS; round++) {
            Batches batches = Batches.ofSizes(whole, traits, tighter, longDocuments, sizes);
            List<EncodedBatch> encoded = encoded(batches);
            int excess = largest(encoded) - limits.bytes();
            if (excess <= 0) {
                return new Packed(batches, encoded);
            }
            tighter = tighter.bytes(Math.max(1, tighter.bytes() - excess));
        }
        throw new InvalidRequestException(
                "this call does not fit into requests of " + limits.bytes()
                        + " bytes (maxBytesPerRequest), however it is packed; raise maxBytesPerRequest, or lower maxDocumentsPerRequest");
    }

    /** The requests, or null as soon as one of them is too large. */
    private @Nullable Packed encoded(Batches batches, int maxBytes) {
        int of = batches.list().size();
        List<EncodedBatch> encoded = new ArrayList<>(of);
        for (RerankCall batch : batches.list()) {
            // a character takes a byte at least
            EncodedBatch next = characters(batch, maxBytes) > maxBytes ? null : encoded(batch, encoded.size(), of);
            if (next == null || next.request().body().length() > maxBytes) {
                return null;
            }
            encoded.add(next);
        }
        return new Packed(batches, encoded);
    }

    private List<EncodedBatch> encoded(Batches batches) {
        List<RerankCall> all = batches.list();
        return IntStream.range(0, all.size())
                .mapToObj(i -> encoded(all.get(i), i, all.size()))
                .toList();
    }

    private EncodedBatch encoded(RerankCall batch, int index, int of) {
        return new EncodedBatch(batch, wire.encode(batch), index, of);
    }

    private static long characters(RerankCall call, int maxBytes) {
        return maxBytes == RequestLimits.UNLIMITED
                ? 0
                : call.documents().stream().mapToLong(Passage::length).sum();
    }

    private static int largest(List<EncodedBatch> encoded) {
        return encoded.stream()
                .mapToInt(each -> each.request().body().length())
                .max()
                .orElse(0);
    }
}
