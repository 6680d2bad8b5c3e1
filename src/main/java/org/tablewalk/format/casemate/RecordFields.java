package org.tablewalk.format.casemate;

import java.util.Arrays;
import java.util.Set;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.casemate.RecordKind.Field;

/** Where the values of the record read last stand in the text, and what they say. How they are spelled is noted. */
final class RecordFields {
    private final TraceText text;
    private final Set<Spelling> spellings;
    private final int[] from = new int[Field.values().length];
    private final int[] to = new int[from.length];
    private int end;

    RecordFields(TraceText text, Set<Spelling> spellings) {
        this.text = text;
        this.spellings = spellings;
    }

    /** Begins another record. */
    void clear() {
        Arrays.fill(from, -1);
    }

    /** Sets the place after the record. */
    void endAt(int place) {
        end = place;
    }

    /** The place after the record. */
    int end() {
        return end;
    }

    /** Where the value of a field starts; the record's end where the field is missing. */
    int placeOf(Field field) {
        return given(field) ? from[field.ordinal()] : end - 1;
    }

    /** Whether the source place is a quoted text. */
    boolean isQuoted() {
        return text.at(from[Field.SOURCE.ordinal()]) == '"';
    }

    /** The source place without its quotes. */
    String quoted() {
        return text.string(from[Field.SOURCE.ordinal()] + 1, to[Field.SOURCE.ordinal()] - 1);
    }

    /** Whether the record has a field. */
    boolean given(Field field) {
        return from[field.ordinal()] >= 0;
    }

    /** Takes the value at a place for a field and returns the place after it. */
    int value(Field field, int start) throws FormatException {
        if (given(field)) {
            throw text.refuse(start, "expected " + field.label() + " once, found it a second time");
        }
        boolean quoted = field == Field.SOURCE && text.at(start) == '"';
        int stop = quoted ? text.textEnd(start) : text.wordEnd(start, "a value for " + field.label());
        from[field.ordinal()] = start;
        to[field.ordinal()] = stop;
        return stop;
    }

    /** An address of a word. */
    long aligned(Field field) throws FormatException {
        long address = hexadecimal(field);
        if ((address & 7) != 0) {
            throw text.error(placeOf(field), "an address that is a multiple of 8");
        }
        return address;
    }

    /** The size of a range: a multiple of 8, not 0, not beyond the end of the address space. */
    long size() throws FormatException {
        long size = aligned(Field.SIZE);
        if (size == 0) {
            throw text.error(placeOf(Field.SIZE), "a size of at least 8");
        }
        long address = hexadecimal(Field.ADDRESS);
        if (Long.compareUnsigned(address + (size - 1), address) < 0) {
            throw text.error(placeOf(Field.SIZE), "a range that ends within 64-bit addresses");
        }
        return size;
    }

    /** A number in hexadecimal within a limit. */
    long atMost(Field field, long limit) throws FormatException {
        long value = hexadecimal(field);
        if (Long.compareUnsigned(value, limit) > 0) {
            throw text.error(placeOf(field), "a value of at most 0x" + Long.toHexString(limit) + " for " + field.label());
        }
        return value;
    }

    /** A number in hexadecimal. */
    long hexadecimal(Field field) throws FormatException {
        int start = require(field);
        int stop = to[field.ordinal()];
        spellings.add(text.hasPrefix(start, stop) ? Spelling.HEX_PREFIX : Spelling.HEX_BARE);
        return text.hexadecimal(start, stop, "the value of " + field.label());
    }

    /** A number in decimal within a limit. */
    long decimal(Field field, long limit, String what) throws FormatException {
        return text.decimal(require(field), to[field.ordinal()], limit, what);
    }

    /** Whether a field's value is that word. */
    boolean isWord(Field field, String word) throws FormatException {
        int start = require(field);
        if (text.is(start, to[field.ordinal()], word)) {
            capitals(start, to[field.ordinal()]);
            return true;
        }
        return false;
    }

    /** Refuses a field's value. */
    @SuppressWarnings({"TypeParameterUnusedInFormals", "DoNotCallSuggester"}) // It never returns, so it can stand where any value is wanted.
    <T> T refuseWord(Field field, String expected) throws FormatException {
        throw text.error(require(field), expected);
    }

    private int require(Field field) throws FormatException {
        if (!given(field)) {
            throw text.error(end - 1, field.label() + " in this record");
        }
        return from[field.ordinal()];
    }

    /** Notes whether a word has capitals. */
    void capitals(int start, int stop) {
        if (text.hasCapital(start, stop)) {
            spellings.add(Spelling.CAPITALS);
        }
    }
}
