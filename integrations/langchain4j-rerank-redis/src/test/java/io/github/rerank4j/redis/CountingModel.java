package io.github.rerank4j.redis;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A model of somebody's that scores a text by its length, and counts what it is asked. */
final class CountingModel implements ScoringModel {

    final AtomicInteger documents = new AtomicInteger();

    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        documents.addAndGet(segments.size());
        return Response.from(segments.stream()
                .map(segment -> segment.text().length() / 100.0)
                .toList());
    }
}
