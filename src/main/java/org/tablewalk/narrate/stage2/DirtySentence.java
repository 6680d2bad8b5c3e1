package org.tablewalk.narrate.stage2;

import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.DirtyWords;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;

/** What a change of a dirty log's word says about pages. */
final class DirtySentence {
    private final Templates templates;

    DirtySentence(Templates templates) {
        this.templates = templates;
    }

    /** The clause for a store, or null if the word is none of a dirty log's. */
    String of(ArmState state, long address, long old, long value) {
        DirtyWords dirty = state.map().dirty();
        int word = dirty.word(address);
        if (word < 0) {
            int given = dirty.given(address);
            return given < 0 ? null : pages("dirty.given", dirty, given, value);
        }
        if (old == value) {
            return templates.fill("dirty.same", Words.address(address));
        }
        return (value & ~old) != 0 ? pages("dirty.noted", dirty, word, value & ~old) : pages("dirty.taken", dirty, word, old & ~value);
    }

    private String pages(String key, DirtyWords dirty, int word, long bits) {
        int count = Long.bitCount(bits);
        String first = Words.address(dirty.ipa(64 * word + (count == 0 ? 0 : Long.numberOfTrailingZeros(bits))));
        return templates.fill(key + (count == 0 ? ".none" : count == 1 ? ".one" : ".many"), first, count);
    }
}
