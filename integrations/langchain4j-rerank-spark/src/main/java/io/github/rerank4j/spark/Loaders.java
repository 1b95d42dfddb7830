package io.github.rerank4j.spark;

/** Where providers are looked for. */
final class Loaders {

    private Loaders() {}

    /** The loader of the application's jars, which Spark gives its threads; else that of this class. */
    static ClassLoader ofThisThread() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : Loaders.class.getClassLoader();
    }
}
