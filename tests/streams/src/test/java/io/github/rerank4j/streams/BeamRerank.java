package io.github.rerank4j.streams;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.service.RerankProviders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** In a pipeline: after {@code GroupIntoBatches}, which brings documents of one question together. */
@SuppressWarnings("serial")
// tag::beam[]
public class BeamRerank extends DoFn<KV<String, Iterable<String>>, KV<String, Double>> {

    private final HashMap<String, String> settings; // travels with the pipeline: no key is in it
    private transient Reranker reranker;

    public BeamRerank(Map<String, String> settings) {
        this.settings = new HashMap<>(settings);
    }

    @DoFn.Setup
    public void open() {
        var withKey = new HashMap<>(settings);
        withKey.put("apiKey", System.getenv("SILICONFLOW_API_KEY"));
        var loader = BeamRerank.class.getClassLoader();
        reranker = RerankProviders.of(loader).model("siliconflow", withKey, Map.of());
    }

    @DoFn.ProcessElement
    public void rerank(@DoFn.Element KV<String, Iterable<String>> batch, DoFn.OutputReceiver<KV<String, Double>> out) {
        List<String> documents = new ArrayList<>();
        batch.getValue().forEach(documents::add);
        var request = RerankRequest.builder().query(batch.getKey()).documents(documents);
        List<Double> scores = reranker.rerank(request.build()).scores();
        for (int i = 0; i < scores.size(); i++) {
            out.output(KV.of(documents.get(i), scores.get(i)));
        }
    }

    @DoFn.Teardown
    public void close() {
        reranker.close();
    }
}
// end::beam[]
