package io.github.rerank4j.siliconflow;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Twenty documents of 200 characters into JSON, and their scores out of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WireBenchmark {

    private static final int DOCUMENTS = 20;

    private final SiliconFlowWire wire = new SiliconFlowWire(false, null, null);
    private final List<Content> documents = IntStream.range(0, DOCUMENTS)
            .<Content>mapToObj(
                    i -> TextContent.from("a parcel of ordinary size ".repeat(8).substring(0, 200)))
            .toList();
    private final byte[] answer = IntStream.range(0, DOCUMENTS)
            .mapToObj(i -> "{\"index\":" + i + ",\"relevance_score\":0.12345}")
            .collect(Collectors.joining(",", "{\"results\":[", "]}"))
            .getBytes(StandardCharsets.UTF_8);

    /** A request's bytes. */
    @Benchmark
    public WireRequest encode() {
        return wire.encode(new RerankCall(
                TextContent.from("how long may a parcel be on its way"),
                documents,
                "BAAI/bge-reranker-v2-m3",
                null,
                Map.of(),
                Map.of()));
    }

    /** A reply's scores. */
    @Benchmark
    public RerankReply decode() {
        return wire.decode(new WireReply(200, WireBenchmark::noHeader, answer));
    }

    private static @Nullable String noHeader(String name) {
        return null;
    }
}
