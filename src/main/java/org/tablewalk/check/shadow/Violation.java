package org.tablewalk.check.shadow;

/**
 * A broken invariant.
 *
 * @param rule  which
 * @param page  serial number of the shadow page it is about, or 0
 * @param gfn   the guest frame it is about: the page's, the one a leaf maps or write tracking counts; or -1
 * @param entry host physical address of the entry it is about, or 0
 * @param found what there is: a count, or the gfn under which the entry stands; -1 where there is nothing to say
 * @param due   what there should be, likewise
 */
public record Violation(Rule rule, long page, long gfn, long entry, long found, long due) {
    /** Where a window would show it: the entry, else the guest frame's address. */
    public long address() {
        return entry != 0 ? entry : gfn << 12;
    }
}
