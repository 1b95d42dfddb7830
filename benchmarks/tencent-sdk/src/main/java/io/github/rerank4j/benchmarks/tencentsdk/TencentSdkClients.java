package io.github.rerank4j.benchmarks.tencentsdk;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.lkeap.v20240522.LkeapClient;
import com.tencentcloudapi.lkeap.v20240522.models.RunRerankRequest;
import io.github.rerank4j.benchmarks.ClientFactory;
import io.github.rerank4j.benchmarks.ClientSettings;
import io.github.rerank4j.benchmarks.RerankClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Opens Tencent's SDK, which leaves cutting into requests of twenty to its user. */
public final class TencentSdkClients implements ClientFactory {

    private static final int DOCUMENTS_PER_REQUEST = 20;

    @Override
    public RerankClient open(ClientSettings settings) {
        HttpProfile http = new HttpProfile();
        http.setProtocol(HttpProfile.REQ_HTTP);
        http.setEndpoint(URI.create(settings.url()).getAuthority());
        ClientProfile profile = new ClientProfile();
        profile.setHttpProfile(http);
        Credential credential = new Credential("an-example-secret-id", "an-example-secret-key");
        LkeapClient client = new LkeapClient(credential, "ap-jakarta", profile);
        return (query, documents) -> () -> scores(client, query, documents);
    }

    private static List<Double> scores(LkeapClient client, String query, List<String> documents)
            throws TencentCloudSDKException {
        List<Double> scores = new ArrayList<>(documents.size());
        for (int from = 0; from < documents.size(); from += DOCUMENTS_PER_REQUEST) {
            int to = Math.min(documents.size(), from + DOCUMENTS_PER_REQUEST);
            RunRerankRequest request = new RunRerankRequest();
            request.setQuery(query);
            request.setDocs(documents.subList(from, to).toArray(String[]::new));
            request.setModel("lke-reranker-base");
            for (Float score : client.RunRerank(request).getScoreList()) {
                scores.add(score.doubleValue());
            }
        }
        return scores;
    }
}
