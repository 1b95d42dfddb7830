package io.github.rerank4j.examples.quarkus;

import io.github.rerank4j.examples.web.About;
import io.github.rerank4j.examples.web.Answered;
import io.github.rerank4j.examples.web.Desk;
import io.github.rerank4j.examples.web.Member;
import io.github.rerank4j.examples.web.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The desk over HTTP. */
@Path("/api")
@Blocking
public class DeskResource {

    private static final Logger LOG = Logger.getLogger(DeskResource.class);

    private final Desk desk;

    DeskResource(Desk desk) {
        this.desk = desk;
    }

    /** What the application is made of. */
    @GET
    @Path("about")
    public About about() {
        return desk.about();
    }

    /** The answer to a question. */
    @GET
    @Path("answer")
    public Answered answer(@Context UriInfo address) {
        // not as a parameter: an empty one would be told as a missing one
        return desk.answer(address.getQueryParameters().getFirst("question"));
    }

    /** How those are who rerank one in the place of the other. */
    @GET
    @Path("members")
    public List<Member> members() {
        return desk.members().now();
    }

    /** Takes one of them away, or brings it back. */
    @POST
    @Path("members/{name}")
    public List<Member> members(@RestPath String name, @RestQuery boolean away) {
        return desk.members().away(name, away);
    }

    /** Why there is no answer. */
    @ServerExceptionMapper
    public RestResponse<Problem> problem(RuntimeException failure) {
        Problem problem = Problem.of(failure);
        if (problem.unexpected()) {
            LOG.error("a question was not answered", failure);
        }
        return RestResponse.ResponseBuilder.create(RestResponse.Status.fromStatusCode(problem.status()), problem)
                .build();
    }
}
