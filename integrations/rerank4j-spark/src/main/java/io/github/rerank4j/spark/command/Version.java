package io.github.rerank4j.spark.command;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest says. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"rerank4j-spark " + (version == null ? "(not packaged)" : version)};
    }
}
