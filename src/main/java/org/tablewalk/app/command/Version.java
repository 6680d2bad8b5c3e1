package org.tablewalk.app.command;

import picocli.CommandLine.IVersionProvider;

/** What {@code tablewalk --version} prints: the product's version and the Java runtime it found. */
public final class Version implements IVersionProvider {
    /** Part of every run hash, so a change of meaning in the engine must change it; the build file holds the same number. */
    public static final String NUMBER = "0.1.0";

    @Override
    public String[] getVersion() {
        return new String[] {"tablewalk " + NUMBER, "Java " + Runtime.version()};
    }
}
