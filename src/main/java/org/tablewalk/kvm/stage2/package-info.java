/**
 * KVM's stage-2 code as listings: the walker, TLB maintenance, mapping in its several ways, the fault path, unmapping, dirty
 * logging, and the guests that exercise them. The listings are text resources; {@link org.tablewalk.kvm.stage2.Listings} finds them.
 *
 * <p>What may not live here: anything that executes in place of a listing, and anything that knows a recording or the window.
 */
package org.tablewalk.kvm.stage2;
