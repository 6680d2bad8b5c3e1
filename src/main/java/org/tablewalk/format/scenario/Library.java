package org.tablewalk.format.scenario;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
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

    /** KVM's listings, as they ship: those of stage 2, and for an x86 machine those of the shadow MMU. */
    static Library shipped() {
        Library shadow = of(org.tablewalk.kvm.shadow.Listings::text, org.tablewalk.kvm.shadow.Listings.names(), EMPTY);
        return of(Listings::text, Listings.names(), shadow);
    }

    private static Library of(UnaryOperator<String> texts, Collection<String> names, Library shadow) {
        return new Library() {
            @Override
            public String text(String name) {
                return texts.apply(name);
            }

            @Override
            public Collection<String> names() {
                return names;
            }

            @Override
            public Library shadow() {
                return shadow;
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
