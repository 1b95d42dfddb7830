package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.springframework.boot.SpringApplicationAotProcessor;

/** {@link AheadOfTimeApplication}, processed as Spring Boot's plugin does: without keys, which only the run has. */
record AheadOfTime(Path folder, String classPath) {

    static AheadOfTime processed(Path folder, String classPath, String... properties)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                SpringApplicationAotProcessor.class.getName(),
                AheadOfTimeApplication.class.getName(),
                folder.resolve("sources").toString(),
                folder.resolve("resources").toString(),
                folder.resolve("classes").toString(),
                "org.example",
                "ahead-of-time",
                "--logging.level.root=warn"));
        Stream.of(properties).map(property -> "--" + property).forEach(arguments::add);
        JavaProcess processor = JavaProcess.run(classPath, arguments.toArray(String[]::new));
        assertThat(processor.exitCode()).as(processor.output()).isZero();
        compile(folder, classPath);
        return new AheadOfTime(folder, classPath);
    }

    private static void compile(Path folder, String classPath) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-nowarn", "-proc:none", "-d", folder.resolve("classes").toString(), "-cp"));
        arguments.add(folder.resolve("classes") + File.pathSeparator + classPath);
        try (Stream<Path> sources = Files.walk(folder.resolve("sources"))) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(failed).isZero();
    }

    JavaProcess started(String... properties) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-Dspring.aot.enabled=true",
                AheadOfTimeApplication.class.getName(),
                "--logging.level.root=warn",
                "--server.port=0"));
        Stream.of(properties).map(property -> "--" + property).forEach(arguments::add);
        String all = folder.resolve("classes")
                + File.pathSeparator
                + folder.resolve("resources")
                + File.pathSeparator
                + classPath;
        return JavaProcess.run(all, arguments.toArray(String[]::new));
    }
}
