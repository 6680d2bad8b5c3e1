package org.tablewalk.trace;

/** What a {@link Mark} marks, from the most telling to the least: where there is room for one only, the first wins. */
public enum MarkKind {
    /** A CPU raised a TLB conflict abort. Address: IPA. */
    CONFLICT,
    /** A walk read a freed table. Address: of the descriptor read. */
    FREED_TABLE,
    /** A fault that was decided to be spurious. Address: IPA. */
    SPURIOUS,
    /** Several TLB entries matched one lookup. Address: IPA. */
    OVERLAP,
    /** A CPU stopped for good. Address: its result, 0 or a negative error. */
    HALT,
    /** A descriptor stopped translating. Address: of the descriptor. */
    BREAK,
    /** It translates again. Address: of the descriptor. */
    MAKE,
    /** A guest access faulted. Address: IPA. */
    FAULT,
    /** A TLBI was issued. Address: its operand. */
    TLBI,
    /** The barrier that completes a CPU's TLBIs has finished. Address: barrier kind. */
    COMPLETE
}
