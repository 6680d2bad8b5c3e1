package org.tablewalk.kvm.shadow;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.kvm.Shelf;
import org.tablewalk.machine.listing.Source;

/** The listings of the shadow MMU that ship. */
public final class Listings {
    /** How the names of listings end; it may be left out. */
    public static final String ENDING = Shelf.ENDING;
    /** How the name of a design's listing begins; its label follows. */
    public static final String ROLE = "role-";
    /** How the names of guests begin. */
    public static final String GUEST = "guest-";

    /** How the names of what hosts do begin. */
    public static final String HOST = "host-";

    private static final List<String> COMMON = List.of("exit", "walk", "fetch", "spte", "page", "rmap", "sync", "pte-write", "zap", "root", "switch",
            "tdp-mmu", "role-common");
    private static final Shelf SHELF = new Shelf(Listings.class, everything());

    private Listings() {}

    private static List<String> everything() {
        List<String> names = new ArrayList<>(COMMON);
        for (RoleDesign design : RoleDesign.values()) {
            names.add(ROLE + design.label());
        }
        names.addAll(List.of("pcid", GUEST + "memory", GUEST + "kernel", HOST + "memory"));
        return names;
    }

    /** Names without their ending: what all designs share, then the designs', then what only some programs have: PCIDs, guests, hosts. */
    public static List<String> names() {
        return SHELF.names();
    }

    /** What every program of a shadow MMU consists of besides the listing of one design and its guests. */
    public static List<String> common() {
        return COMMON;
    }

    /** The common listings and a design's, ready for the assembler. */
    public static List<Source> sources(RoleDesign design) {
        List<Source> sources = new ArrayList<>();
        for (String name : COMMON) {
            sources.add(source(name));
        }
        sources.add(source(ROLE + design.label()));
        return sources;
    }

    /**
     * The text of a listing, or null if none of that name ships.
     *
     * @param name with or without {@link #ENDING}
     */
    public static String text(String name) {
        return SHELF.text(name);
    }

    /** A shipped listing as a source for the assembler, or null if none of that name ships. */
    public static Source source(String name) {
        return SHELF.source(name);
    }
}
