package org.tablewalk.viewmodel.inspector;

import java.util.List;
import org.tablewalk.arch.BitField;

/**
 * Everything an inspector shows of one thing. A text that is null has no line; an empty one keeps its line free, so that what stands below does not jump.
 *
 * @param title    what it is called
 * @param kind     what it is, in a sentence
 * @param range    the addresses it is about
 * @param address  where it stands
 * @param word     its value as text
 * @param bits     the fields of its value from the highest bit down; null if it has none
 * @param now      its value
 * @param before   the value that its own is compared with
 * @param fields   the fields in words
 * @param sections facts about it; those without facts are not shown
 */
public record Sheet(String title, String kind, String range, String address, String word, List<BitField> bits, long now, long before,
        List<FieldRow> fields, List<FactSection> sections) {
    /** Nothing to show. */
    public static final Sheet EMPTY = new Sheet("", null, null, null, null, null, 0, 0, List.of(), List.of());
}
