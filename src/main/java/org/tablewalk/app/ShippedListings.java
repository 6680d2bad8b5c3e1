package org.tablewalk.app;

import java.util.Collection;
import org.tablewalk.format.scenario.Library;
import org.tablewalk.kvm.stage2.Listings;

/** The hypervisor's listings, for scenarios that only name them. */
final class ShippedListings implements Library {
    @Override
    public String text(String name) {
        return Listings.text(name);
    }

    @Override
    public Collection<String> names() {
        return Listings.names();
    }
}
