package io.github.rerank4j.internal.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.EventListener;

/** Reports a connection that is being made: OkHttp has no limit for a proxy's or TLS' part of it. */
final class ConnectWatch extends EventListener {

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        if (proxy.type() == Proxy.Type.HTTP && call.request().isHttps()) {
            report(call, true);
        }
    }

    @Override
    public void secureConnectStart(Call call) {
        report(call, false);
    }

    private static void report(Call call, boolean proxied) {
        ExchangeState state = call.request().tag(ExchangeState.class);
        if (state != null) {
            state.connects(proxied);
        }
    }
}
