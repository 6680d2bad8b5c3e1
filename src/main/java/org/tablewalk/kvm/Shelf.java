package org.tablewalk.kvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tablewalk.machine.listing.Source;

/** The listings of one room: text resources beside a class, found by name. */
public final class Shelf {
    /** How the names of listings end; it may be left out. */
    public static final String ENDING = ".tw";

    private final Class<?> beside;
    private final List<String> names;

    /**
     * A shelf of listings.
     *
     * @param beside the class in whose package the texts lie
     * @param names  names without their ending, in the order in which they are shown
     */
    public Shelf(Class<?> beside, List<String> names) {
        this.beside = beside;
        this.names = List.copyOf(names);
    }

    /** Names without their ending. */
    public List<String> names() {
        return names;
    }

    /** The text of a listing, named with or without its ending, or null if there is none of that name. */
    public String text(String name) {
        String plain = plain(name);
        if (!names.contains(plain)) {
            return null;
        }
        try (InputStream in = beside.getResourceAsStream(plain + ENDING)) {
            if (in == null) {
                throw new IllegalStateException(plain + ENDING + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A listing as a source for the assembler, or null if there is none of that name. */
    public Source source(String name) {
        String text = text(name);
        return text == null ? null : new Source(plain(name) + ENDING, text);
    }

    private static String plain(String name) {
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }
}
