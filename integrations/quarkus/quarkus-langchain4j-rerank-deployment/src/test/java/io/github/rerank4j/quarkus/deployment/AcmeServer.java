package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.util.Objects;
import java.util.function.Supplier;

/** Acme's service, which finds the second of two passages relevant; one for all class loaders, as {@link TestServer}. */
final class AcmeServer {

    private static final String PLACE = AcmeServer.class.getName();

    private AcmeServer() {}

    static String url() {
        if (System.getProperties().get(PLACE) == null) {
            ScriptedServer server = ScriptedServer.start();
            server.respondWith(request -> ScriptedReply.json(200, """
                    {"hits":[{"i":1,"s":0.9},{"i":0,"s":0.1}]}"""));
            Supplier<String> last =
                    () -> told(server.requests().get(server.requests().size() - 1));
            System.getProperties().put(PLACE, last);
            System.setProperty(PLACE + ".url", server.url());
        }
        return System.getProperty(PLACE + ".url", "");
    }

    /** The headers and the body of the last request. */
    @SuppressWarnings("unchecked")
    static String last() {
        return ((Supplier<String>) Objects.requireNonNull(System.getProperties().get(PLACE))).get();
    }

    private static String told(ReceivedRequest request) {
        return request.headers() + " " + request.text();
    }
}
