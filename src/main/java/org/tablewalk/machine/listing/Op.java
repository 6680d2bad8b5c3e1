package org.tablewalk.machine.listing;

/**
 * The ops listings compile to. An op is {@link #WORDS} ints: op, d, a, b, c, e. An operand {@code x >= 0} is slot x of the current
 * frame, {@code x < 0} is constant {@code ~x} of the program. All arithmetic is on 64-bit words; all comparisons are unsigned and give 1 or 0.
 * One op is one micro-step.
 */
public final class Op {
    /** Ints per op. */
    public static final int WORDS = 6;

    /** d = a. */
    public static final int MOV = 0;
    public static final int ADD = 1;
    public static final int SUB = 2;
    public static final int MUL = 3;
    public static final int AND = 4;
    public static final int OR = 5;
    public static final int XOR = 6;
    /** d = a shifted left by b (0..63). */
    public static final int SHL = 7;
    /** d = a shifted right by b, zeros in. */
    public static final int SHR = 8;
    /** d = ~a. */
    public static final int NOT = 9;
    public static final int EQ = 10;
    public static final int NE = 11;
    /** d = a &lt; b, unsigned. */
    public static final int LT = 12;
    /** d = a &lt;= b, unsigned. */
    public static final int LE = 13;
    /** Continue at op number d. */
    public static final int JMP = 14;
    /** If a is zero continue at op number d. */
    public static final int BRZ = 15;
    /** If a is not zero continue at op number d. */
    public static final int BRNZ = 16;
    /** d = routine a (an index, not an operand) called with b arguments that stand in slots c, c+1, ... of this frame; d is -1 if the value is dropped. */
    public static final int CALL = 17;
    /** As CALL, but operand a holds the routine's index: a call through a reference, told as a callback event. */
    public static final int CALL_REFERENCE = 18;
    /** Return operand a. */
    public static final int RET = 19;
    /** d = per-CPU variable a (an index). */
    public static final int LOAD_CPU = 20;
    /** Per-CPU variable d (an index) = a. */
    public static final int STORE_CPU = 21;
    /** d = shared variable a (an index). */
    public static final int LOAD_SHARED = 22;
    /** Shared variable d (an index) = a. */
    public static final int STORE_SHARED = 23;
    /** d = pure intrinsic e (an index) of operands a, b, c. */
    public static final int PURE = 24;
    /** d = system intrinsic e (an index) of operands a, b, c; d is -1 if the value is dropped. The op may wait: then the step changes no program counter. */
    public static final int SYSTEM = 25;

    private Op() {}
}
