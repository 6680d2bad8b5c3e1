/**
 * KVM's shadow MMU as listings: the guest walk, shadow pages, reverse map, fault path, writes to guest tables, roots, and every design of the role
 * word. The listings are text resources. What they mean for a word is asked of them by {@link org.tablewalk.kvm.shadow.RoleRules}.
 *
 * <p>What may not live here: anything that executes in place of a listing, a rule written a second time in Java, and anything that knows a recording
 * or the window.
 */
package org.tablewalk.kvm.shadow;
