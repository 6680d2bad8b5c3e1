package org.tablewalk.kvm.stage2;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tablewalk.machine.listing.Source;

/** The listings that ship. */
public final class Listings {
    /** How the names of listings end; it may be left out. */
    public static final String ENDING = ".tw";

    private static final List<String> NAMES = List.of("walker", "flush", "map-common", "map-v5.11", "map-rfc-as-posted", "map-rfc-as-meant",
            "map-nt-full", "map-direct", "map-v6.4", "fault", "unmap", "wrprotect", "guest");

    private Listings() { }

    /** Names without their ending, the walker first. A program has at most one {@code map-} listing besides {@code map-common}. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The text of a listing, or null if none of that name ships.
     *
     * @param name with or without {@link #ENDING}
     */
    public static String text(String name) {
        String plain = plain(name);
        if (!NAMES.contains(plain)) {
            return null;
        }
        try (InputStream in = Listings.class.getResourceAsStream(plain + ENDING)) {
            if (in == null) {
                throw new IllegalStateException(plain + ENDING + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A shipped listing as a source for the assembler, or null if none of that name ships. */
    public static Source source(String name) {
        String text = text(name);
        return text == null ? null : new Source(plain(name) + ENDING, text);
    }

    private static String plain(String name) {
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }
}
