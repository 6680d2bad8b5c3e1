package org.tablewalk.format.casemate;

import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Ways in which producers of such traces differ. The format's documents disagree with each other and with its own parser, so each
 * of these is accepted, and a trace says which it used.
 */
public enum Spelling {
    /** The thread is written {@code (tid N)}. */
    TID,
    /** The thread is written {@code (thread N)}. */
    THREAD,
    /** A register write is called {@code sysreg-write}. */
    SYSREG_WRITE,
    /** A register write is called {@code msr}. */
    MSR,
    /** The source place is the last field. */
    SRC_LAST,
    /** The source place stands before other fields. */
    SRC_EARLIER,
    /** The source place is a number instead of a text. */
    SRC_NUMBER,
    /** A record has no source place. */
    SRC_MISSING,
    /** Fields are written with their names. */
    NAMED,
    /** Fields that have names are written without them. */
    POSITIONAL,
    /** Hexadecimal numbers begin with {@code 0x}. */
    HEX_PREFIX,
    /** Hexadecimal numbers stand without {@code 0x}. */
    HEX_BARE,
    /** Words are written in capitals. */
    CAPITALS,
    /** A TLBI has its operand as {@code (value V)}. */
    TLBI_VALUE,
    /** A TLBI has its operand as {@code (addr A) (level L)}. */
    TLBI_ADDRESS,
    /** A hint is called {@code release} instead of {@code release_table}. */
    RELEASE,
    /** The register TTBR0_EL2 is called {@code ttbr_el2}. */
    TTBR_EL2;

    /** One line that says what was found. */
    public String text() {
        return ResourceBundle.getBundle("org.tablewalk.format.casemate.Texts", Locale.ROOT).getString("spelling." + name());
    }
}
