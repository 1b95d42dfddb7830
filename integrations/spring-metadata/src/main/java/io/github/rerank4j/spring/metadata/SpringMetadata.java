package io.github.rerank4j.spring.metadata;

import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.spi.RerankProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program of the starter's build. It writes the metadata of all properties, and the classes of the properties of a
 * reranker with a name, of its cache, its limiter and a member of a chain: metadata ends at the map of these, and what IDEs show below are
 * those classes.
 */
public final class SpringMetadata {

    private static final String PACKAGE = "io/github/rerank4j/spring";

    private SpringMetadata() {}

    /**
     * Writes all of them.
     *
     * @param folders that of the sources, and that of the resources
     */
    public static void main(String... folders) throws IOException {
        List<RerankProvider<?>> providers =
                RerankProviders.of(SpringMetadata.class.getClassLoader()).all();
        write(Path.of(folders[0], PACKAGE, InstanceClass.NAME + ".java"), new InstanceClass(providers).source());
        write(Path.of(folders[0], PACKAGE, MemberClass.NAME + ".java"), MemberClass.source());
        write(Path.of(folders[0], PACKAGE, CacheClass.NAME + ".java"), CacheClass.source());
        write(Path.of(folders[0], PACKAGE, LimiterClass.NAME + ".java"), LimiterClass.source());
        write(Path.of(folders[0], PACKAGE, LimiterClass.OF_REDIS + ".java"), LimiterClass.sourceOfRedis());
        write(
                Path.of(folders[1], "META-INF", "spring-configuration-metadata.json"),
                MetadataFile.json(Properties.all(providers)));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
