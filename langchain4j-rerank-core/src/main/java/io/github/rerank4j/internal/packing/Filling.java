package io.github.rerank4j.internal.packing;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.InvalidRequestException;
import io.github.rerank4j.spi.RequestLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far requests can be filled: from each passage on, as many as every limit allows. */
final class Filling {

    private final List<Passage> passages;
    private final RequestLimits limits;
    private final @Nullable BodySizes sizes;
    private long characters;
    private long bytes;

    /** Passages that fit a request of their own; null sizes where bytes do not matter. */
    Filling(List<Passage> passages, int queryLength, RequestLimits limits, @Nullable BodySizes sizes) {
        this.passages = passages;
        this.limits = limits;
        this.sizes = sizes;
        this.characters = queryLength;
        this.bytes = sizes == null ? 0 : sizes.besideDocuments();
    }

    /** For each passage the end of the longest request that begins with it. */
    int[] reach() {
        int[] reach = new int[passages.size()];
        long[] sizesInBytes = sizesInBytes();
        int to = 0;
        for (int from = 0; from < reach.length; from++) {
            while (to < reach.length && to - from < limits.documents() && takes(length(to), sizesInBytes[to])) {
                to++;
            }
            reach[from] = to;
            characters -= length(from);
            bytes -= sizesInBytes[from];
        }
        return reach;
    }

    private boolean takes(int moreCharacters, long moreBytes) {
        if (!RequestLimits.allows(limits.characters(), characters + moreCharacters)
                || !RequestLimits.allows(limits.bytes(), bytes + moreBytes)) {
            return false;
        }
        characters += moreCharacters;
        bytes += moreBytes;
        return true;
    }

    private int length(int position) {
        return Passage.length(passages.get(position).content());
    }

    private long[] sizesInBytes() {
        long[] each = new long[passages.size()];
        if (sizes != null) {
            long room = limits.bytes() - sizes.besideDocuments();
            for (int i = 0; i < each.length; i++) {
                Content content = passages.get(i).content();
                each[i] = sizes.of(content);
                if (each[i] > room && !(content instanceof TextContent)) {
                    throw tooLarge(passages.get(i).document(), each[i], room);
                }
            }
        }
        return each;
    }

    private static InvalidRequestException tooLarge(int document, long bytes, long room) {
        return new InvalidRequestException("document " + document + " (counted from 0) takes " + bytes
                + " bytes, but maxBytesPerRequest leaves room for " + room
                + " beside this query; send a smaller image or video, or its URL");
    }
}
