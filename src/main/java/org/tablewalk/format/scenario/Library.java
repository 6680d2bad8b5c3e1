package org.tablewalk.format.scenario;

import java.util.Collection;
import java.util.List;
import org.tablewalk.kvm.stage2.Listings;

/** Where listings come from that a scenario only names. */
public interface Library {
    /** A library without listings. */
    Library EMPTY = new Library() {
        @Override
        public String text(String name) {
            return null;
        }

        @Override
        public Collection<String> names() {
            return List.of();
        }
    };

    /** KVM's listings, as they ship. */
    static Library shipped() {
        return new Library() {
            @Override
            public String text(String name) {
                return Listings.text(name);
            }

            @Override
            public Collection<String> names() {
                return Listings.names();
            }

            @Override
            public Library shadow() {
                return EMPTY;
            }
        };
    }

    /** The text of a listing, or null if there is none of that name. */
    String text(String name);

    /** All names, for messages. */
    Collection<String> names();

    /** The library of an x86 machine's listings. */
    default Library shadow() {
        return this;
    }
}
