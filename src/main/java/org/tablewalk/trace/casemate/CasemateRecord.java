package org.tablewalk.trace.casemate;

/** One record of a trace: something that one thread of the recorded program did. Addresses are physical, in bytes. */
public sealed interface CasemateRecord {
    /** Who, where and in which order. */
    Origin origin();

    /**
     * What all records have.
     *
     * @param id     the number that the recording program gave, 0 or more; not necessarily consecutive
     * @param thread 0..63
     * @param src    place in the recorded program's source, or a number that stands for one, or empty
     */
    record Origin(long id, int thread, String src) {}

    /** A store of one word; the address is a multiple of 8. */
    record MemWrite(Origin origin, MemoryOrder order, long address, long value) implements CasemateRecord {}

    /** A load of one word; the address is a multiple of 8. */
    record MemRead(Origin origin, long address, long value) implements CasemateRecord {}

    /** Memory is filled with zeros; address and size are multiples of 8. */
    record MemInit(Origin origin, long address, long size) implements CasemateRecord {}

    /** Memory is given back to whoever wants it; address and size are multiples of 8. */
    record MemFree(Origin origin, long address, long size) implements CasemateRecord {}

    /** Every byte of a range gets one value, 0..255; address and size are multiples of 8. */
    record MemSet(Origin origin, long address, long size, int value) implements CasemateRecord {}

    /** A barrier. */
    record Barrier(Origin origin, BarrierKind kind) implements CasemateRecord {}

    /** A TLB invalidation; the operand is the register's value, 0 where there is none. */
    record Tlbi(Origin origin, TlbiKind kind, long operand) implements CasemateRecord {}

    /** A write to a system register. */
    record SysregWrite(Origin origin, SystemRegister register, long value) implements CasemateRecord {}

    /** A statement about bookkeeping; {@link HintKind} says what location and value are. */
    record Hint(Origin origin, HintKind kind, long location, long value) implements CasemateRecord {}

    /** A lock was taken. */
    record Lock(Origin origin, long address) implements CasemateRecord {}

    /** A lock was tried and taken; the thread may have had it already. */
    record TryLock(Origin origin, long address) implements CasemateRecord {}

    /** A lock was given back. */
    record Unlock(Origin origin, long address) implements CasemateRecord {}
}
