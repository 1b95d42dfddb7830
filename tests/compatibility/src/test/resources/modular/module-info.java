// tag::module-info[]
module com.example.app {
    requires langchain4j.core;
    requires io.github.rerank4j; // the API: RerankRequest, listeners, rate limiters
    requires io.github.rerank4j.siliconflow; // or .tencent, .generic

    // modules that ours, being automatic ones, cannot require for you
    requires com.fasterxml.jackson.databind;
    requires okhttp3;
    requires org.slf4j;
}
// end::module-info[]
