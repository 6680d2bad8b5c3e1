package org.tablewalk.viewmodel.twotrees;

import java.util.Locale;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;

/** What the tables of a guest and those of KVM are called on screen. */
public final class Names {
    private final ShadowSource source;
    private final Messages messages;

    public Names(ShadowSource source, Messages messages) {
        this.source = source;
        this.messages = messages;
    }

    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** A number, or a sign that it is not known. */
    static String known(long value) {
        return value == ShadowSource.UNKNOWN ? "?" : hex(value);
    }

    /** A role word: 32 bits. */
    static String role(long word) {
        return String.format(Locale.ROOT, "0x%04x_%04x", word >>> 16 & 0xffff, word & 0xffff);
    }

    /** An access code: {@code wxu}, with dashes for what is missing. */
    static String access(int code) {
        return ((code & Pte.ACC_WRITE) != 0 ? "w" : "-") + ((code & Pte.ACC_EXEC) != 0 ? "x" : "-") + ((code & Pte.ACC_USER) != 0 ? "u" : "-");
    }

    /** SP 3. */
    String page(ShadowSource.Page page) {
        return messages.text("shadow.page", page.id());
    }

    /** A table of the host: SP 3, pae_root, or its address. */
    public String table(long table) {
        ShadowSource.Page page = source.page(table);
        if (page != null) {
            return page(page);
        }
        ShadowSource.Special special = special(table);
        return special == null ? Numbers.hex(table) : special(special);
    }

    String special(ShadowSource.Special special) {
        return messages.text("special." + special.level());
    }

    /** The special root page of that table, or null. */
    ShadowSource.Special special(long table) {
        return source.specials().stream().filter(s -> s.table() == table).findFirst().orElse(null);
    }

    /** An entry of a table of the host: {@code SP 3 [254]}. */
    String entry(long address) {
        return messages.text("shadow.entry", table(address & -4096), (address & 0xfff) / 8);
    }

    /** A guest's table by what the architecture calls it: {@code PML4 0x100}. */
    String guest(ShadowSource.GuestTable table) {
        return table.cpu() >= 0 ? messages.text("guest.pdptes", messages.text("cpu", table.cpu()))
                : messages.text("guest.table", messages.text("guest.level." + table.level()), hex(table.gfn()));
    }
}
