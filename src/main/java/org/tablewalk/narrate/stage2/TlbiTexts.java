package org.tablewalk.narrate.stage2;

import java.util.Locale;
import java.util.ResourceBundle;
import org.tablewalk.machine.arm64.tlb.EntryKind;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.arm64.tlb.TlbiReach;

/** What is to be said of the table of {@link TlbiReach}, from the bundle {@code tlbi}: of each cell the condition, the rule, where it is written and how sure it is. */
public final class TlbiTexts {
    private final ResourceBundle bundle = ResourceBundle.getBundle("org.tablewalk.narrate.tlbi", Locale.ROOT);

    /** A kind of entry in a word or two. */
    public String kind(EntryKind kind) {
        return bundle.getString("kind." + key(kind));
    }

    /** On what condition an operation removes an entry of a kind. */
    public String reach(TlbiOp op, EntryKind kind) {
        String key = "reach." + TlbiReach.of(op, kind).name().toLowerCase(Locale.ROOT);
        return bundle.getString(kind.table() && bundle.containsKey(key + ".table") ? key + ".table" : key);
    }

    /** The rule that decides. */
    public String rule(TlbiOp op, EntryKind kind) {
        return text(op, kind, "sentence");
    }

    /** Where it is written. */
    public String source(TlbiOp op, EntryKind kind) {
        return text(op, kind, "source");
    }

    /** How sure it is: verified, inferred, or that two places of the architecture differ. */
    public String sure(TlbiOp op, EntryKind kind) {
        return text(op, kind, "sure");
    }

    private String text(TlbiOp op, EntryKind kind, String part) {
        String own = op.type() + "." + key(kind) + "." + part;
        return bundle.getString(bundle.containsKey(own) ? own : op.type() + "." + part);
    }

    private static String key(EntryKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
