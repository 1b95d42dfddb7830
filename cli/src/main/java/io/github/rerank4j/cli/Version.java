package io.github.rerank4j.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest says. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Rerank4j.class.getPackage().getImplementationVersion();
        return new String[] {"rerank4j " + (version == null ? "(not packaged)" : version)};
    }
}
