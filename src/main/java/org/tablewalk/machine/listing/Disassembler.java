package org.tablewalk.machine.listing;

/** Ops as text, one short line each, in the manner of Arm assembly. */
public final class Disassembler {
    private final Program program;
    private final Intrinsics intrinsics;
    private final int pc;
    private final int at;
    private final Program.Routine routine;

    private Disassembler(Program program, Intrinsics intrinsics, int pc) {
        this.program = program;
        this.intrinsics = intrinsics;
        this.pc = pc;
        this.at = pc * Op.WORDS;
        this.routine = program.routineAt(pc);
    }

    /**
     * The op at a program counter, e.g. {@code str new, [ptep]}, {@code tlbi vmalls12e1is}, {@code cbz x4, line 7}.
     *
     * @param pc op number, 0 up to {@link Program#ops()}
     */
    public static String text(Program program, Intrinsics intrinsics, int pc) {
        return new Disassembler(program, intrinsics, pc).text();
    }

    private String text() {
        return switch (word(0)) {
            case Op.MOV -> "mov " + slot(word(1)) + ", " + operand(word(2));
            case Op.ADD -> three("add");
            case Op.SUB -> three("sub");
            case Op.MUL -> three("mul");
            case Op.AND -> three("and");
            case Op.OR -> three("orr");
            case Op.XOR -> three("eor");
            case Op.SHL -> three("lsl");
            case Op.SHR -> three("lsr");
            case Op.NOT -> "mvn " + slot(word(1)) + ", " + operand(word(2));
            case Op.EQ -> three("cset.eq");
            case Op.NE -> three("cset.ne");
            case Op.LT -> three("cset.lo");
            case Op.LE -> three("cset.ls");
            case Op.JMP -> "b " + line(word(1));
            case Op.BRZ -> "cbz " + operand(word(2)) + ", " + line(word(1));
            case Op.BRNZ -> "cbnz " + operand(word(2)) + ", " + line(word(1));
            case Op.CALL -> "bl " + program.routines().get(word(2)).name();
            case Op.CALL_REFERENCE -> "blr " + operand(word(2));
            case Op.RET -> word(2) < 0 && constant(word(2)) == 0 ? "ret" : "ret " + operand(word(2));
            case Op.LOAD_CPU -> "ldr " + slot(word(1)) + ", " + program.cpuVariables().get(word(2));
            case Op.STORE_CPU -> "str " + operand(word(2)) + ", " + program.cpuVariables().get(word(1));
            case Op.LOAD_SHARED -> "ldr " + slot(word(1)) + ", " + program.sharedVariables().get(word(2));
            case Op.STORE_SHARED -> "str " + operand(word(2)) + ", " + program.sharedVariables().get(word(1));
            case Op.PURE -> called(intrinsics.get(false, word(5)));
            case Op.SYSTEM -> system(intrinsics.get(true, word(5)));
            default -> throw new IllegalStateException("op " + word(0) + " at " + pc);
        };
    }

    private String system(Intrinsics.Intrinsic intrinsic) {
        return switch (intrinsic.name()) {
            case "load" -> intrinsic.mnemonic() + " " + (word(1) < 0 ? "xzr" : slot(word(1))) + ", [" + place(word(3)) + "]";
            case "store" -> intrinsic.mnemonic() + " " + operand(word(3)) + ", [" + place(word(4)) + "]";
            case "store_release" -> intrinsic.mnemonic() + " " + operand(word(3)) + ", [" + operand(word(2)) + "]";
            case "cmpxchg" -> intrinsic.mnemonic() + " " + operand(word(3)) + ", " + operand(word(4)) + ", [" + operand(word(2)) + "]";
            default -> called(intrinsic);
        };
    }

    /** The address of a load or store, and the displacement that a field of a structure adds. */
    private String place(int displacement) {
        return operand(word(2)) + (constant(displacement) == 0 ? "" : "+" + constant(displacement));
    }

    private String called(Intrinsics.Intrinsic intrinsic) {
        var text = new StringBuilder(intrinsic.mnemonic());
        String between = " ";
        if (intrinsic.value() && word(1) >= 0) {
            text.append(between).append(slot(word(1)));
            between = ", ";
        }
        for (int i = 0; i < intrinsic.arity(); i++) {
            // A last operand of zero says nothing: tlbi vmalls12e1is, not tlbi vmalls12e1is, #0.
            boolean empty = intrinsic.system() && !intrinsic.name().equals("give") && i > 0 && word(2 + i) < 0 && constant(word(2 + i)) == 0;
            if (!empty) {
                text.append(between).append(operand(word(2 + i)));
                between = ", ";
            }
        }
        return text.toString();
    }

    private String three(String mnemonic) {
        return mnemonic + " " + slot(word(1)) + ", " + operand(word(2)) + ", " + operand(word(3));
    }

    private String operand(int x) {
        return x >= 0 ? slot(x) : number(constant(x));
    }

    private String slot(int slot) {
        String name = routine.slotNames().get(slot);
        return name.isEmpty() ? "x" + slot : name;
    }

    private String line(int target) {
        return "line " + program.lines().get(program.lineOf()[target]).number();
    }

    /** A constant as its line writes it: by name or as a number; small numbers decimal, others hexadecimal. */
    private String number(long value) {
        String text = program.lines().get(program.lineOf()[pc]).text();
        String name = null;
        int from = 0;
        while (from < text.length()) {
            int to = from;
            while (to < text.length() && Character.isJavaIdentifierPart(text.charAt(to))) {
                to++;
            }
            String word = text.substring(from, to);
            Long named = intrinsics.constant(word);
            if (named != null && named == value) {
                name = word;
            } else if (word.equals(Long.toString(value))) {
                return "#" + value;
            }
            from = to + 1;
        }
        if (name != null) {
            return name;
        }
        return value >= -4096 && value <= 4096 ? "#" + value : "#0x" + Long.toHexString(value);
    }

    private long constant(int operand) {
        return program.constants()[~operand];
    }

    private int word(int index) {
        return program.code()[at + index];
    }
}
