package io.github.rerank4j.spring;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A model of an application's own: later documents score higher. */
@Configuration(proxyBeanMethods = false)
class OwnModel {

    @Bean
    ScoringModel own() {
        return new ScoringModel() {
            @Override
            public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
                return Response.from(IntStream.range(0, segments.size())
                        .mapToObj(Double::valueOf)
                        .toList());
            }
        };
    }
}
