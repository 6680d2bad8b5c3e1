package org.tablewalk.viewmodel.twotrees;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.BitField;
import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.Spte;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.viewmodel.Messages;

/** Takes page-table entries of an x86 machine apart for a reader: every bit belongs to a field, and every field says what it means there. */
final class EntryBits {
    private final Messages messages;
    private final long word;
    private final List<BitField> fields = new ArrayList<>();
    private int next;

    private EntryBits(long word, int bits, Messages messages) {
        this.word = word;
        this.messages = messages;
        next = bits - 1;
    }

    /** An entry of a guest's table of a level, in the format that {@link WalkRules} name. */
    static List<BitField> guest(long pte, int level, int rules, Messages messages) {
        int mode = WalkRules.mode(rules);
        var bits = new EntryBits(pte, mode == 2 ? 32 : 64, messages);
        if (!GuestPte.present(pte, rules)) {
            bits.absent(WalkRules.ept(rules));
        } else if (WalkRules.ept(rules)) {
            bits.ept(level, GuestPte.leaf(pte, level, rules), false);
        } else if (mode == 3 && level == 3) {
            bits.pointer();
        } else if (mode == 2) {
            bits.small(level, GuestPte.leaf(pte, level, rules));
        } else {
            bits.usual(level, GuestPte.leaf(pte, level, rules), mode > 3, (rules & WalkRules.NX) != 0);
        }
        return List.copyOf(bits.fields);
    }

    /** A shadow entry of a level, in the ordinary format or that of EPT. */
    static List<BitField> shadow(long spte, int level, boolean ept, Messages messages) {
        var bits = new EntryBits(spte, 64, messages);
        if (!Spte.present(spte)) {
            bits.absent(ept);
        } else if (ept) {
            bits.ept(level, Spte.leaf(spte, level), true);
        } else {
            bits.kvm(level, Spte.leaf(spte, level));
        }
        return List.copyOf(bits.fields);
    }

    private void absent(boolean ept) {
        to(ept ? 3 : 1, BitField.IGNORED, "bits.absent");
        if (ept) {
            flag("X");
            flag("W");
            flag("R");
        } else {
            flag("P");
        }
    }

    /** A PAE page-directory pointer: no rights, neither accessed nor dirty. */
    private void pointer() {
        to(52, BitField.RES0, "bits.reserved");
        to(12, "frame", "bits.table");
        to(9, "soft", "bits.soft");
        to(5, BitField.RES0, "bits.reserved");
        to(3, "cache", "bits.cache");
        to(1, BitField.RES0, "bits.pointerRights");
        flag("P");
    }

    /** Four bytes. */
    private void small(int level, boolean leaf) {
        if (leaf && level == 2) {
            to(22, "frame", "bits.page");
            to(17, BitField.RES0, "bits.reserved");
            to(13, "PSE-36", "bits.pse36");
            to(12, "PAT", "bits.cache");
        } else {
            to(12, "frame", leaf ? "bits.page" : "bits.table");
        }
        low(level, leaf, level == 2);
    }

    private void usual(int level, boolean leaf, boolean four, boolean noExecute) {
        if (noExecute) {
            flag("NX");
        } else {
            to(63, BitField.RES0, "bits.nxOff");
        }
        to(52, four ? "soft" : BitField.RES0, four ? "bits.soft" : "bits.reserved");
        frame(level, leaf);
        low(level, leaf, level < (four ? 4 : 3));
    }

    private void frame(int level, boolean leaf) {
        if (leaf && level > 1) {
            to(12 + 9 * (level - 1), "frame", "bits.page");
            to(13, BitField.RES0, "bits.reserved");
            to(12, "PAT", "bits.cache");
        } else {
            to(12, "frame", leaf ? "bits.page" : "bits.table");
        }
    }

    /** Bits 11:0 of a guest's entry. {@code sizes}: whether bit 7 can say that it maps a page. */
    private void low(int level, boolean leaf, boolean sizes) {
        to(9, "soft", "bits.soft");
        if (leaf) {
            flag("G");
        } else {
            to(8, BitField.IGNORED, "bits.ignored");
        }
        if (level == 1) {
            to(7, "PAT", "bits.cache");
        } else if (sizes) {
            flag("PS");
        } else {
            to(7, BitField.RES0, "bits.noSize");
        }
        if (leaf) {
            flag("D");
        } else {
            to(6, BitField.IGNORED, "bits.ignored");
        }
        flag("A");
        to(3, "cache", "bits.cache");
        flag("U");
        flag("W");
        flag("P");
    }

    /** KVM's own entry in the ordinary format. */
    private void kvm(int level, boolean leaf) {
        flag("NX");
        to(54, BitField.IGNORED, "bits.ignored");
        to(52, "A/D", "bits.adKind");
        to(12, "frame", leaf ? "bits.shadowPage" : "bits.shadowTable");
        flag("MMU-present");
        if (leaf) {
            flag("MMU-writable");
            flag("host-writable");
        } else {
            to(9, BitField.IGNORED, "bits.leavesOnly");
        }
        to(8, BitField.IGNORED, "bits.ignored");
        if (level == 1) {
            to(7, "PAT", "bits.cache");
        } else {
            flag("PS");
        }
        if (leaf) {
            flag("D");
        } else {
            to(6, BitField.IGNORED, "bits.ignored");
        }
        flag("A");
        to(3, "cache", "bits.cache");
        flag("U");
        flag(leaf && (word & Pte.W) == 0 && (word & Pte.HOST_WRITABLE) != 0 ? "W.held" : "W");
        flag("P");
    }

    private void ept(int level, boolean leaf, boolean shadow) {
        if (shadow) {
            if (leaf) {
                to(59, BitField.IGNORED, "bits.ignored");
                flag("MMU-writable");
                flag("host-writable");
            }
            to(54, BitField.IGNORED, "bits.ignored");
            to(52, "A/D", "bits.adKind");
            to(12, "frame", leaf ? "bits.shadowPage" : "bits.shadowTable");
            flag("MMU-present");
            to(10, BitField.IGNORED, "bits.ignored");
        } else {
            to(52, "soft", "bits.soft");
            to(12, "frame", leaf ? "bits.page" : "bits.table");
            to(10, "soft", "bits.soft");
        }
        if (leaf) {
            flag("D");
        } else {
            to(9, BitField.IGNORED, "bits.ignored");
        }
        flag("A");
        if (level > 1 && level < 4) {
            flag("PS");
        } else {
            to(7, level == 1 ? BitField.IGNORED : BitField.RES0, level == 1 ? "bits.ignored" : "bits.noSize");
        }
        if (leaf) {
            to(6, "IPAT", "bits.cache");
            to(3, "type", "bits.memoryType");
        } else {
            to(3, BitField.RES0, "bits.reserved");
        }
        flag("X");
        flag("W");
        flag("R");
    }

    /** A bit whose two values mean different things; {@code .held} and the like tell one case from another and are not shown. */
    private void flag(String name) {
        long value = word >>> next & 1;
        int dot = name.indexOf('.');
        fields.add(new BitField(next, next, dot < 0 ? name : name.substring(0, dot), value, messages.text("bits." + name + "." + value)));
        next--;
    }

    private void to(int low, String name, String key) {
        int width = next - low + 1;
        long value = word >>> low & (width == 64 ? -1 : (1L << width) - 1);
        fields.add(new BitField(next, low, name, value, messages.text(key)));
        next = low - 1;
    }
}
