package io.github.rerank4j.spring;

/** A site of a provider that has two; the same for each of those. */
enum Site {

    /** The one in China; SiliconFlow's default. */
    CHINA,

    /** The one for all other countries; Tencent's default. */
    INTERNATIONAL
}
