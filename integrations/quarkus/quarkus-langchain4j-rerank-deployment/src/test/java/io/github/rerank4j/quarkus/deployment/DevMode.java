package io.github.rerank4j.quarkus.deployment;

import io.quarkus.bootstrap.app.AugmentAction;
import io.quarkus.bootstrap.app.ClassChangeInformation;
import io.quarkus.bootstrap.app.CuratedApplication;
import io.quarkus.bootstrap.app.QuarkusBootstrap;
import io.quarkus.bootstrap.app.RunningQuarkusApplication;
import io.quarkus.bootstrap.app.StartupAction;
import io.quarkus.bootstrap.model.ApplicationModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ExplodedExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jspecify.annotations.Nullable;

/**
 * An application in Quarkus' dev mode, reloaded as a change makes Quarkus do it, but without the pages of its Dev UI:
 * started through Quarkus' bootstrap, with the dependencies of a test.
 */
final class DevMode implements AutoCloseable {

    private static final String WITHOUT_TERMINAL_AND_DEBUGGER = """
            quarkus.console.enabled=false
            quarkus.arc.exclude-types=io.quarkus.qute.runtime.debug.DebugQuteEngineObserver
            """;

    private final Path root;
    private final CuratedApplication curated;
    private final AugmentAction action;
    private @Nullable RunningQuarkusApplication running;

    /**
     * @param folder an empty folder
     * @param classes what the application consists of
     */
    DevMode(Path folder, Class<?>... classes) throws Exception {
        this.root = folder.resolve("application");
        ShrinkWrap.create(JavaArchive.class, "application")
                .addClasses(classes)
                .as(ExplodedExporter.class)
                .exportExploded(folder.toFile());
        ApplicationModel dependencies;
        try (CuratedApplication ofTests =
                builder(QuarkusBootstrap.Mode.TEST, root).build().bootstrap()) {
            dependencies = ofTests.getApplicationModel();
        }
        this.curated = builder(QuarkusBootstrap.Mode.DEV, root)
                .setExistingModel(dependencies)
                .build()
                .bootstrap();
        this.action = curated.createAugmentor();
    }

    private static QuarkusBootstrap.Builder builder(QuarkusBootstrap.Mode mode, Path root) {
        return QuarkusBootstrap.builder()
                .setApplicationRoot(root)
                .setProjectRoot(Path.of("").toAbsolutePath())
                .setTargetDirectory(Path.of("target").toAbsolutePath())
                .setMode(mode);
    }

    /** Starts it with these properties, or ends it and starts it again with them. */
    void run(String properties) throws Exception {
        Files.writeString(root.resolve("application.properties"), WITHOUT_TERMINAL_AND_DEBUGGER + properties);
        boolean first = running == null;
        stop();
        StartupAction next = first
                ? action.createInitialRuntimeApplication()
                : action.reloadExistingApplication(
                        true,
                        Set.of("application.properties"),
                        new ClassChangeInformation(Set.of(), Set.of(), Set.of()));
        running = next.run();
    }

    /** What a bean that supplies a text says now. */
    String say(Class<? extends Supplier<String>> bean) throws Exception {
        RunningQuarkusApplication application = Objects.requireNonNull(running);
        Class<?> reloaded = application.getClassLoader().loadClass(bean.getName());
        return (String) ((Supplier<?>) application.instance(reloaded)).get();
    }

    private void stop() {
        try {
            if (running != null) {
                running.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("the application does not end", e);
        }
    }

    @Override
    public void close() {
        stop();
        curated.close();
    }
}
