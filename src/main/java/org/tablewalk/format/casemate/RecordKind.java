package org.tablewalk.format.casemate;

import java.util.List;

/** Kinds of records, with their fields in the order of the positional form; number and thread come before, the source place anywhere. */
enum RecordKind {
    MEM_WRITE("mem-write", Field.ORDER, Field.ADDRESS, Field.VALUE),
    MEM_READ("mem-read", Field.ADDRESS, Field.VALUE),
    MEM_INIT("mem-init", Field.ADDRESS, Field.SIZE),
    MEM_FREE("mem-free", Field.ADDRESS, Field.SIZE),
    MEM_SET("mem-set", Field.ADDRESS, Field.SIZE, Field.VALUE),
    BARRIER("barrier", Field.BARRIER, Field.KIND),
    TLBI("tlbi", Field.OPERATION, Field.VALUE, Field.ADDR, Field.LEVEL),
    SYSREG_WRITE("sysreg-write", Field.REGISTER, Field.VALUE),
    MSR("msr", Field.REGISTER, Field.VALUE),
    HINT("hint", Field.KIND, Field.LOCATION, Field.VALUE),
    LOCK("lock", Field.ADDRESS),
    TRY_LOCK("trylock", Field.ADDRESS),
    UNLOCK("unlock", Field.ADDRESS);

    /** A field. The operation of a barrier or TLBI has no name: it always stands by itself. */
    enum Field {
        ID("id"), THREAD("tid"), SOURCE("src"), ORDER("mem-order"), ADDRESS("address"), VALUE("value"), SIZE("size"),
        BARRIER(null), KIND("kind"), OPERATION(null), ADDR("addr"), LEVEL("level"), REGISTER("sysreg"), LOCATION("location");

        final String key;

        Field(String key) {
            this.key = key;
        }

        /** How a message calls it. */
        String label() {
            return key != null ? "(" + key + " ...)" : this == BARRIER ? "isb or dsb" : "the TLBI's operation";
        }
    }

    final String word;
    private final List<Field> fields;

    RecordKind(String word, Field... fields) {
        this.word = word;
        this.fields = List.of(fields);
    }

    /** Number of fields that a record of this kind can have without names. */
    int positional() {
        // The pair address and level of a TLBI stands instead of its value, and only with names.
        return 2 + (this == TLBI ? 2 : fields.size());
    }

    /** The field at a place of the positional form. */
    Field field(int place) {
        return place == 0 ? Field.ID : place == 1 ? Field.THREAD : fields.get(place - 2);
    }

    /** Whether a record of this kind can have the field. */
    boolean has(Field field) {
        return field == Field.ID || field == Field.THREAD || field == Field.SOURCE || fields.contains(field);
    }
}
