/**
 * What KVM does, as listings: each room below has the texts of one part of KVM and finds them by name.
 *
 * <p>What may not live here: anything that executes in place of a listing.
 */
package org.tablewalk.kvm;
