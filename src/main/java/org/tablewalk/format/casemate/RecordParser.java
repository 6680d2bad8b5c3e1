package org.tablewalk.format.casemate;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.casemate.RecordKind.Field;
import org.tablewalk.trace.casemate.SystemRegister;

/**
 * Reads one record at a place of the text: {@code (kind field...)}, where a field is {@code (name value)}, or a value alone that
 * takes the next free place of the kind's order, or a quoted text, which is the source place wherever it stands.
 *
 * <p>There is nothing to nest: a bracket within a field is refused where it opens. Holds only the bounds of the tokens of the
 * record read last; not thread safe.
 */
final class RecordParser {
    private static final long MAX_ID = Long.MAX_VALUE;
    private static final int MAX_THREAD = 63;
    private static final Field[] FIELDS = Field.values();
    private static final RecordKind[] KINDS = RecordKind.values();
    private static final TlbiKind[] TLBIS = TlbiKind.values();
    private static final SystemRegister[] REGISTERS = SystemRegister.values();
    private static final HintKind[] HINTS = HintKind.values();
    private static final BarrierKind[] DSBS = {BarrierKind.DSB_ISH, BarrierKind.DSB_ISHST, BarrierKind.DSB_NSH, BarrierKind.DSB_SY};

    private final TraceText text;
    private final int[] from = new int[FIELDS.length];
    private final int[] to = new int[FIELDS.length];
    private final Set<Spelling> spellings = EnumSet.noneOf(Spelling.class);
    private int end;

    RecordParser(TraceText text) {
        this.text = text;
    }

    /** The place after the record read last. */
    int end() {
        return end;
    }

    /** Where the value of a field of the record read last starts; its end where the field is missing. */
    int placeOf(Field field) {
        return given(field) ? from[field.ordinal()] : end - 1;
    }

    /** How the records read so far are spelled. */
    Set<Spelling> spellings() {
        return spellings;
    }

    /** Reads the record that starts at a place. */
    CasemateRecord parse(int start) throws FormatException {
        if (text.at(start) != '(') {
            throw text.error(start, "'(' of a record, or '!' at the start of a line");
        }
        Arrays.fill(from, -1);
        int place = text.skipSpace(start + 1);
        int wordEnd = text.wordEnd(place, "the kind of a record");
        RecordKind kind = kind(place, wordEnd);
        Field last = null;
        int next = 0;
        place = text.skipSpace(wordEnd);
        while (text.at(place) != ')') {
            Field field;
            if (text.at(place) == '(') {
                int name = text.skipSpace(place + 1);
                int nameEnd = text.wordEnd(name, "the name of a field");
                field = named(kind, name, nameEnd);
                place = text.skipSpace(value(field, text.skipSpace(nameEnd)));
                if (text.at(place) != ')') {
                    throw text.error(place, "')' after the value of " + field.label());
                }
                place++;
            } else if (text.at(place) == '"') {
                field = Field.SOURCE;
                place = value(field, place);
            } else {
                while (next < kind.positional() && given(kind.field(next))) {
                    next++;
                }
                if (next == kind.positional()) {
                    throw text.error(place, "')' at the end of a " + kind.word + " record");
                }
                field = kind.field(next);
                place = value(field, place);
                if (field.key != null) {
                    spellings.add(Spelling.POSITIONAL);
                }
            }
            last = field;
            place = text.skipSpace(place);
        }
        end = place + 1;
        if (given(Field.SOURCE)) {
            spellings.add(last == Field.SOURCE ? Spelling.SRC_LAST : Spelling.SRC_EARLIER);
        } else {
            spellings.add(Spelling.SRC_MISSING);
        }
        return record(kind);
    }

    private boolean given(Field field) {
        return from[field.ordinal()] >= 0;
    }

    private RecordKind kind(int start, int stop) throws FormatException {
        for (RecordKind kind : KINDS) {
            if (text.is(start, stop, kind.word)) {
                if (kind == RecordKind.MSR) {
                    spellings.add(Spelling.MSR);
                } else if (kind == RecordKind.SYSREG_WRITE) {
                    spellings.add(Spelling.SYSREG_WRITE);
                }
                capitals(start, stop);
                return kind;
            }
        }
        throw text.error(start, "a kind of record (" + Stream.of(KINDS).map(k -> k.word).collect(Collectors.joining(", ")) + ")");
    }

    private Field named(RecordKind kind, int start, int stop) throws FormatException {
        spellings.add(Spelling.NAMED);
        for (Field field : FIELDS) {
            if (field.key == null || !kind.has(field)) {
                continue;
            }
            if (text.is(start, stop, field.key)) {
                if (field == Field.THREAD) {
                    spellings.add(Spelling.TID);
                }
                return field;
            }
            if (field == Field.THREAD && text.is(start, stop, "thread")) {
                spellings.add(Spelling.THREAD);
                return field;
            }
        }
        throw text.error(start, "a field of a " + kind.word + " record (" + Stream.of(FIELDS).filter(f -> f.key != null && kind.has(f))
                .map(f -> f.key).collect(Collectors.joining(", ")) + ")");
    }

    /** Takes the value at a place for a field and returns the place after it. */
    private int value(Field field, int start) throws FormatException {
        if (given(field)) {
            throw text.refuse(start, "expected " + field.label() + " once, found it a second time");
        }
        boolean quoted = field == Field.SOURCE && text.at(start) == '"';
        int stop = quoted ? text.textEnd(start) : text.wordEnd(start, "a value for " + field.label());
        from[field.ordinal()] = start;
        to[field.ordinal()] = stop;
        return stop;
    }

    private CasemateRecord record(RecordKind kind) throws FormatException {
        var origin = origin();
        return switch (kind) {
            case MEM_WRITE -> new CasemateRecord.MemWrite(origin, order(), aligned(Field.ADDRESS), hexadecimal(Field.VALUE));
            case MEM_READ -> new CasemateRecord.MemRead(origin, aligned(Field.ADDRESS), hexadecimal(Field.VALUE));
            case MEM_INIT -> new CasemateRecord.MemInit(origin, aligned(Field.ADDRESS), size());
            case MEM_FREE -> new CasemateRecord.MemFree(origin, aligned(Field.ADDRESS), size());
            case MEM_SET -> new CasemateRecord.MemSet(origin, aligned(Field.ADDRESS), size(), (int) atMost(Field.VALUE, 0xff));
            case BARRIER -> new CasemateRecord.Barrier(origin, barrier());
            case TLBI -> tlbi(origin);
            case SYSREG_WRITE, MSR -> new CasemateRecord.SysregWrite(origin, register(), hexadecimal(Field.VALUE));
            case HINT -> new CasemateRecord.Hint(origin, hint(), hexadecimal(Field.LOCATION), hexadecimal(Field.VALUE));
            case LOCK -> new CasemateRecord.Lock(origin, hexadecimal(Field.ADDRESS));
            case TRY_LOCK -> new CasemateRecord.TryLock(origin, hexadecimal(Field.ADDRESS));
            case UNLOCK -> new CasemateRecord.Unlock(origin, hexadecimal(Field.ADDRESS));
        };
    }

    private CasemateRecord.Origin origin() throws FormatException {
        long id = decimal(Field.ID, MAX_ID, "the record's number");
        int thread = (int) decimal(Field.THREAD, MAX_THREAD, "the thread's number");
        return new CasemateRecord.Origin(id, thread, source());
    }

    private String source() throws FormatException {
        if (!given(Field.SOURCE)) {
            return "";
        }
        int start = from[Field.SOURCE.ordinal()];
        int stop = to[Field.SOURCE.ordinal()];
        if (text.at(start) == '"') {
            return text.string(start + 1, stop - 1);
        }
        spellings.add(Spelling.SRC_NUMBER);
        return Long.toString(decimal(Field.SOURCE, MAX_ID, "the source place as a text in quotes, or"));
    }

    private MemoryOrder order() throws FormatException {
        return isWord(Field.ORDER, "plain") ? MemoryOrder.PLAIN
                : isWord(Field.ORDER, "release") ? MemoryOrder.RELEASE
                : refuseWord(Field.ORDER, "plain or release");
    }

    private BarrierKind barrier() throws FormatException {
        if (isWord(Field.BARRIER, "isb")) {
            if (given(Field.KIND)) {
                throw text.error(placeOf(Field.KIND), "no (kind ...) in an isb record");
            }
            return BarrierKind.ISB;
        }
        if (!isWord(Field.BARRIER, "dsb")) {
            refuseWord(Field.BARRIER, "isb or dsb");
        }
        for (BarrierKind kind : DSBS) {
            if (isWord(Field.KIND, kind.word())) {
                return kind;
            }
        }
        return refuseWord(Field.KIND, "ish, ishst, nsh or sy");
    }

    private CasemateRecord tlbi(CasemateRecord.Origin origin) throws FormatException {
        TlbiKind kind = null;
        for (TlbiKind candidate : TLBIS) {
            if (isWord(Field.OPERATION, candidate.word())) {
                kind = candidate;
            }
        }
        if (kind == null) {
            refuseWord(Field.OPERATION,
                    "a TLBI operation (" + Stream.of(TLBIS).map(TlbiKind::word).collect(Collectors.joining(", ")) + ")");
        }
        boolean address = given(Field.ADDR) || given(Field.LEVEL);
        if (!kind.byAddress()) {
            if (given(Field.VALUE) || address) {
                throw text.error(placeOf(given(Field.VALUE) ? Field.VALUE : given(Field.ADDR) ? Field.ADDR : Field.LEVEL),
                        "no operand for " + kind.word());
            }
            return new CasemateRecord.Tlbi(origin, kind, 0);
        }
        if (address && given(Field.VALUE)) {
            throw text.error(placeOf(Field.VALUE), "either (value ...), or (addr ...) and (level ...)");
        }
        spellings.add(address ? Spelling.TLBI_ADDRESS : Spelling.TLBI_VALUE);
        return new CasemateRecord.Tlbi(origin, kind, address ? operand() : hexadecimal(Field.VALUE));
    }

    /** The register value for an address in bytes and a level: page number in bits 43:0, and above it a TTL hint for the 4K granule. */
    private long operand() throws FormatException {
        long page = hexadecimal(Field.ADDR) >>> 12 & (1L << 44) - 1;
        long level = atMost(Field.LEVEL, 3);
        return level == 0 ? page : page | (4 | level) << 44;
    }

    private SystemRegister register() throws FormatException {
        for (SystemRegister register : REGISTERS) {
            if (isWord(Field.REGISTER, register.word())) {
                return register;
            }
        }
        if (isWord(Field.REGISTER, "ttbr_el2")) {
            spellings.add(Spelling.TTBR_EL2);
            return SystemRegister.TTBR0_EL2;
        }
        return refuseWord(Field.REGISTER,
                "a system register (" + Stream.of(REGISTERS).map(SystemRegister::word).collect(Collectors.joining(", ")) + ")");
    }

    private HintKind hint() throws FormatException {
        for (HintKind hint : HINTS) {
            if (isWord(Field.KIND, hint.word())) {
                return hint;
            }
        }
        if (isWord(Field.KIND, "release")) {
            spellings.add(Spelling.RELEASE);
            return HintKind.RELEASE_TABLE;
        }
        return refuseWord(Field.KIND, "a hint (" + Stream.of(HINTS).map(HintKind::word).collect(Collectors.joining(", ")) + ")");
    }

    private long aligned(Field field) throws FormatException {
        long address = hexadecimal(field);
        if ((address & 7) != 0) {
            throw text.error(placeOf(field), "an address that is a multiple of 8");
        }
        return address;
    }

    /** The size of a range: a multiple of 8, not 0, not beyond the end of the address space. */
    private long size() throws FormatException {
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

    private long atMost(Field field, long limit) throws FormatException {
        long value = hexadecimal(field);
        if (Long.compareUnsigned(value, limit) > 0) {
            throw text.error(placeOf(field), "a value of at most 0x" + Long.toHexString(limit) + " for " + field.label());
        }
        return value;
    }

    private long hexadecimal(Field field) throws FormatException {
        int start = require(field);
        int stop = to[field.ordinal()];
        spellings.add(text.hasPrefix(start, stop) ? Spelling.HEX_PREFIX : Spelling.HEX_BARE);
        return text.hexadecimal(start, stop, "the value of " + field.label());
    }

    private long decimal(Field field, long limit, String what) throws FormatException {
        return text.decimal(require(field), to[field.ordinal()], limit, what);
    }

    private boolean isWord(Field field, String word) throws FormatException {
        int start = require(field);
        if (text.is(start, to[field.ordinal()], word)) {
            capitals(start, to[field.ordinal()]);
            return true;
        }
        return false;
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // It never returns, so it can stand where any value is wanted.
    private <T> T refuseWord(Field field, String expected) throws FormatException {
        throw text.error(require(field), expected);
    }

    private int require(Field field) throws FormatException {
        if (!given(field)) {
            throw text.error(end - 1, field.label() + " in this record");
        }
        return from[field.ordinal()];
    }

    private void capitals(int start, int stop) {
        if (text.hasCapital(start, stop)) {
            spellings.add(Spelling.CAPITALS);
        }
    }
}
