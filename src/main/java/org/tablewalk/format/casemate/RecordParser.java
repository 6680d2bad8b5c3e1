package org.tablewalk.format.casemate;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.casemate.RecordKind.Field;
import org.tablewalk.trace.casemate.BarrierKind;
import org.tablewalk.trace.casemate.CasemateRecord;
import org.tablewalk.trace.casemate.HintKind;
import org.tablewalk.trace.casemate.MemoryOrder;
import org.tablewalk.trace.casemate.SystemRegister;
import org.tablewalk.trace.casemate.TlbiKind;

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
    private final Set<Spelling> spellings = EnumSet.noneOf(Spelling.class);
    private final RecordFields fields;

    RecordParser(TraceText text) {
        this.text = text;
        fields = new RecordFields(text, spellings);
    }

    /** The place after the record read last. */
    int end() {
        return fields.end();
    }

    /** Where the value of a field of the record read last starts; its end where the field is missing. */
    int placeOf(Field field) {
        return fields.placeOf(field);
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
        fields.clear();
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
                place = text.skipSpace(fields.value(field, text.skipSpace(nameEnd)));
                if (text.at(place) != ')') {
                    throw text.error(place, "')' after the value of " + field.label());
                }
                place++;
            } else if (text.at(place) == '"') {
                field = Field.SOURCE;
                place = fields.value(field, place);
            } else {
                while (next < kind.positional() && fields.given(kind.field(next))) {
                    next++;
                }
                if (next == kind.positional()) {
                    throw text.error(place, "')' at the end of a " + kind.word + " record");
                }
                field = kind.field(next);
                place = fields.value(field, place);
                if (field.key != null) {
                    spellings.add(Spelling.POSITIONAL);
                }
            }
            last = field;
            place = text.skipSpace(place);
        }
        fields.endAt(place + 1);
        if (fields.given(Field.SOURCE)) {
            spellings.add(last == Field.SOURCE ? Spelling.SRC_LAST : Spelling.SRC_EARLIER);
        } else {
            spellings.add(Spelling.SRC_MISSING);
        }
        return record(kind);
    }

    private RecordKind kind(int start, int stop) throws FormatException {
        for (RecordKind kind : KINDS) {
            if (text.is(start, stop, kind.word)) {
                if (kind == RecordKind.MSR) {
                    spellings.add(Spelling.MSR);
                } else if (kind == RecordKind.SYSREG_WRITE) {
                    spellings.add(Spelling.SYSREG_WRITE);
                }
                fields.capitals(start, stop);
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

    private CasemateRecord record(RecordKind kind) throws FormatException {
        var origin = origin();
        return switch (kind) {
            case MEM_WRITE -> new CasemateRecord.MemWrite(origin, order(), fields.aligned(Field.ADDRESS), fields.hexadecimal(Field.VALUE));
            case MEM_READ -> new CasemateRecord.MemRead(origin, fields.aligned(Field.ADDRESS), fields.hexadecimal(Field.VALUE));
            case MEM_INIT -> new CasemateRecord.MemInit(origin, fields.aligned(Field.ADDRESS), fields.size());
            case MEM_FREE -> new CasemateRecord.MemFree(origin, fields.aligned(Field.ADDRESS), fields.size());
            case MEM_SET -> new CasemateRecord.MemSet(origin, fields.aligned(Field.ADDRESS), fields.size(), (int) fields.atMost(Field.VALUE, 0xff));
            case BARRIER -> new CasemateRecord.Barrier(origin, barrier());
            case TLBI -> tlbi(origin);
            case SYSREG_WRITE, MSR -> new CasemateRecord.SysregWrite(origin, register(), fields.hexadecimal(Field.VALUE));
            case HINT -> new CasemateRecord.Hint(origin, hint(), fields.hexadecimal(Field.LOCATION), fields.hexadecimal(Field.VALUE));
            case LOCK -> new CasemateRecord.Lock(origin, fields.hexadecimal(Field.ADDRESS));
            case TRY_LOCK -> new CasemateRecord.TryLock(origin, fields.hexadecimal(Field.ADDRESS));
            case UNLOCK -> new CasemateRecord.Unlock(origin, fields.hexadecimal(Field.ADDRESS));
        };
    }

    private CasemateRecord.Origin origin() throws FormatException {
        long id = fields.decimal(Field.ID, MAX_ID, "the record's number");
        int thread = (int) fields.decimal(Field.THREAD, MAX_THREAD, "the thread's number");
        return new CasemateRecord.Origin(id, thread, source());
    }

    private String source() throws FormatException {
        if (!fields.given(Field.SOURCE)) {
            return "";
        }
        if (fields.isQuoted()) {
            return fields.quoted();
        }
        spellings.add(Spelling.SRC_NUMBER);
        return Long.toString(fields.decimal(Field.SOURCE, MAX_ID, "the source place as a text in quotes, or"));
    }

    private MemoryOrder order() throws FormatException {
        return fields.isWord(Field.ORDER, "plain") ? MemoryOrder.PLAIN
                : fields.isWord(Field.ORDER, "release") ? MemoryOrder.RELEASE
                : fields.refuseWord(Field.ORDER, "plain or release");
    }

    private BarrierKind barrier() throws FormatException {
        if (fields.isWord(Field.BARRIER, "isb")) {
            if (fields.given(Field.KIND)) {
                throw text.error(fields.placeOf(Field.KIND), "no (kind ...) in an isb record");
            }
            return BarrierKind.ISB;
        }
        if (!fields.isWord(Field.BARRIER, "dsb")) {
            fields.refuseWord(Field.BARRIER, "isb or dsb");
        }
        for (BarrierKind kind : DSBS) {
            if (fields.isWord(Field.KIND, kind.word())) {
                return kind;
            }
        }
        return fields.refuseWord(Field.KIND, "ish, ishst, nsh or sy");
    }

    private CasemateRecord tlbi(CasemateRecord.Origin origin) throws FormatException {
        TlbiKind kind = null;
        for (TlbiKind candidate : TLBIS) {
            if (fields.isWord(Field.OPERATION, candidate.word())) {
                kind = candidate;
            }
        }
        if (kind == null) {
            fields.refuseWord(Field.OPERATION,
                    "a TLBI operation (" + Stream.of(TLBIS).map(TlbiKind::word).collect(Collectors.joining(", ")) + ")");
        }
        boolean address = fields.given(Field.ADDR) || fields.given(Field.LEVEL);
        if (!kind.byAddress()) {
            if (fields.given(Field.VALUE) || address) {
                throw text.error(fields.placeOf(fields.given(Field.VALUE) ? Field.VALUE : fields.given(Field.ADDR) ? Field.ADDR : Field.LEVEL),
                        "no operand for " + kind.word());
            }
            return new CasemateRecord.Tlbi(origin, kind, 0);
        }
        if (address && fields.given(Field.VALUE)) {
            throw text.error(fields.placeOf(Field.VALUE), "either (value ...), or (addr ...) and (level ...)");
        }
        spellings.add(address ? Spelling.TLBI_ADDRESS : Spelling.TLBI_VALUE);
        return new CasemateRecord.Tlbi(origin, kind, address ? operand() : fields.hexadecimal(Field.VALUE));
    }

    /** The register value for an address in bytes and a level: page number in bits 43:0, and above it a TTL hint for the 4K granule. */
    private long operand() throws FormatException {
        long page = fields.hexadecimal(Field.ADDR) >>> 12 & (1L << 44) - 1;
        long level = fields.atMost(Field.LEVEL, 3);
        return level == 0 ? page : page | (4 | level) << 44;
    }

    private SystemRegister register() throws FormatException {
        for (SystemRegister register : REGISTERS) {
            if (fields.isWord(Field.REGISTER, register.word())) {
                return register;
            }
        }
        if (fields.isWord(Field.REGISTER, "ttbr_el2")) {
            spellings.add(Spelling.TTBR_EL2);
            return SystemRegister.TTBR0_EL2;
        }
        return fields.refuseWord(Field.REGISTER,
                "a system register (" + Stream.of(REGISTERS).map(SystemRegister::word).collect(Collectors.joining(", ")) + ")");
    }

    private HintKind hint() throws FormatException {
        for (HintKind hint : HINTS) {
            if (fields.isWord(Field.KIND, hint.word())) {
                return hint;
            }
        }
        if (fields.isWord(Field.KIND, "release")) {
            spellings.add(Spelling.RELEASE);
            return HintKind.RELEASE_TABLE;
        }
        return fields.refuseWord(Field.KIND, "a hint (" + Stream.of(HINTS).map(HintKind::word).collect(Collectors.joining(", ")) + ")");
    }
}
