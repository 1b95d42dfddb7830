package io.github.rerank4j.quarkus.app;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.service.RerankScoringModel;
import io.quarkiverse.langchain4j.ModelName;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Ranks passages, blocking and not. */
@Path("/")
public class RankResource {

    private final ScoringModel model;
    private final RerankScoringModel cloud;

    RankResource(ScoringModel model, @ModelName("cloud") RerankScoringModel cloud) {
        this.model = model;
        this.cloud = cloud;
    }

    /** The score of each passage. */
    @GET
    @Path("scores")
    public List<Double> scores(@RestQuery String query, @RestQuery List<String> passage) {
        return model.scoreAll(passage.stream().map(TextSegment::from).toList(), query)
                .content();
    }

    /** The passages, best first, by the model with a name; the request's thread is not held. */
    @GET
    @Path("ranked")
    public CompletionStage<List<Integer>> ranked(@RestQuery String query, @RestQuery List<String> passage) {
        return cloud.rerankAsync(
                        RerankRequest.builder().query(query).documents(passage).build())
                .thenApply(response -> response.ranked().stream()
                        .map(RerankResponse.Ranked::index)
                        .toList());
    }

    /** What a caller did wrong. */
    @ServerExceptionMapper
    public Response refused(IllegalArgumentException refusal) {
        return Response.status(Response.Status.BAD_REQUEST)
                .entity(refusal.getMessage())
                .build();
    }
}
