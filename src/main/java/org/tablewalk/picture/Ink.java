package org.tablewalk.picture;

/**
 * What a colour means. Layouts name meanings, a {@link Palette} turns them into colours. No meaning is told by colour alone:
 * a shape and a word always go with it.
 */
public enum Ink {
    /** Behind everything. */
    SURFACE,
    /** A card on the surface: the body of a table. */
    RAISED,
    /** Hairlines and grids; decoration only. */
    LINE,
    /** Body text. */
    TEXT,
    /** Secondary text. */
    MUTED,
    /** Selection, cursor, links. */
    ACCENT,
    /** Text on {@link #ACCENT}. */
    ON_ACCENT,
    /** The cursor's part of a bar that is already behind. */
    ACCENT_SOFT,
    /** Valid leaf: page or block. */
    PAGE,
    /** Text on {@link #PAGE}. */
    ON_PAGE,
    /** Outline of a table descriptor. */
    TABLE,
    /** Outline of an invalid, clean entry. */
    INVALID,
    /** Invalid, and somebody may still use what was there. */
    UNCLEAN,
    /** Text on {@link #UNCLEAN}. */
    ON_UNCLEAN,
    /** Text that says unclean, on the surface. */
    UNCLEAN_TEXT,
    /** The nT bit; always within an outline of {@link #TABLE}. */
    NT,
    /** Text on {@link #NT}. */
    ON_NT,
    /** New with this step. */
    NEW,
    /** Text on {@link #NEW}. */
    ON_NEW,
    /** Text that says new, on the surface. */
    NEW_TEXT,
    /** Changed by this step. */
    CHANGED,
    /** Removed by this step. */
    REMOVED,
    /** A rule was broken. */
    VIOLATION,
    /** Text on {@link #VIOLATION}. */
    ON_VIOLATION,
    /** Text that says fault or violation, on the surface. */
    VIOLATION_TEXT,
    /** A TLB copy that differs from the tables, or a walk that uses one. */
    STALE,
    /** Text on {@link #STALE}. */
    ON_STALE,
    /** Text that says stale, on the surface. */
    STALE_TEXT,
    /** About to be touched by the next step. */
    NEXT,
    /** Links between tables. */
    LINK,
    /** A CPU that waits, or hypervisor code in no particular phase. */
    WAIT,
    /** Text on {@link #WAIT}. */
    ON_WAIT,
    /** The stretch of time in which an entry is broken. */
    BROKEN_BAND
}
