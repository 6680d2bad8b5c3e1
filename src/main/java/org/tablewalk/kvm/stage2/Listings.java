package org.tablewalk.kvm.stage2;

import java.util.List;
import org.tablewalk.kvm.Shelf;
import org.tablewalk.machine.listing.Source;

/** The listings that ship. */
public final class Listings {
    /** How the names of listings end; it may be left out. */
    public static final String ENDING = Shelf.ENDING;

    private static final Shelf SHELF = new Shelf(Listings.class, List.of("walker", "flush", "map-common", "map-v5.11", "map-rfc-as-posted",
            "map-rfc-as-meant", "map-nt-full", "map-direct", "map-v6.4", "fault", "unmap", "unmap-v6.4", "unmap-later", "wrprotect", "guest",
            "destroy", "pgd", "walk-lab", "create-vm", "create-vm-v4.20", "create-vm-v5.10", "create-vm-v5.12",
            "dirty-log", "split-v6.5", "notifier", "vcpu", "vmid"));

    private Listings() {}

    /**
     * Names without their ending, the walker first. A program has at most one {@code map-} listing besides {@code map-common}, and
     * the {@code unmap} of the same era.
     */
    public static List<String> names() {
        return SHELF.names();
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
