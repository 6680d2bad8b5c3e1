package org.tablewalk.trace;

/** What a {@link Mark} marks, from the most telling to the least: where there is room for one only, the first wins. */
public enum MarkKind {
    /** mmu_lock was released with an invariant of the shadow pages broken. Address: of the entry it is about, else guest physical. */
    INVARIANT,
    /** A CPU raised a TLB conflict abort. Address: IPA. */
    CONFLICT,
    /** A walk read a freed table. Address: of the descriptor read. */
    FREED_TABLE,
    /** A fault that was decided to be spurious. Address: IPA. */
    SPURIOUS,
    /** The judge found harm that has no mark of its own. Address: of the entry, else what was accessed. */
    HARM,
    /** The judge found a breach of a rule. Address: likewise. */
    BREACH,
    /** Several TLB entries matched one lookup. Address: IPA. */
    OVERLAP,
    /** A CPU stopped for good. Address: its result, 0 or a negative error. */
    HALT,
    /** A descriptor stopped translating. Address: of the descriptor. */
    BREAK,
    /** It translates again. Address: of the descriptor. */
    MAKE,
    /** A shadow page begins to be zapped. Address: of its header. */
    ZAP,
    /** A shadow page was found in the hash instead of made. Address: of its header. */
    REUSED_PAGE,
    /** A shadow page was made. Address: of its header. */
    SHADOW_PAGE,
    /** A shadow page goes out of step with its guest table. Address: of its header. */
    UNSYNC,
    /** A shadow page was compared with its guest table again. Address: of its header. */
    SYNC,
    /** A guest write to a shadowed table is emulated. Address: guest physical. */
    EMULATED_WRITE,
    /** A CPU's root was loaded or taken from the previous ones. Address: of the table. */
    ROOT,
    /** The guest itself got a #PF. Address: the one it accessed. */
    INJECTED,
    /** A guest access faulted. Address: IPA, or the guest's own address where its tables are shadowed. */
    FAULT,
    /** A TLBI was issued. Address: its operand. */
    TLBI,
    /** The barrier that completes a CPU's TLBIs has finished. Address: barrier kind. */
    COMPLETE
}
