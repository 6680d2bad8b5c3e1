package org.tablewalk.narrate;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.listing.Program;

/** The words that sentences about every kind of machine are made of. */
public final class Words {
    private final Templates templates;

    public Words(Templates templates) {
        this.templates = templates;
    }

    /** An address in groups of four digits, at least two groups: 0x4000_0000. */
    public static String address(long address) {
        String digits = Long.toHexString(address);
        int length = Math.max(8, digits.length() + 3 & ~3);
        StringBuilder text = new StringBuilder("0x");
        for (int i = length; i > 0; i--) {
            text.append(i > digits.length() ? '0' : digits.charAt(digits.length() - i));
            if (i > 1 && i % 4 == 1) {
                text.append('_');
            }
        }
        return text.toString();
    }

    /** What a word of memory holds: small numbers as such, others as addresses are. */
    public static String value(long word) {
        return Long.compareUnsigned(word, 1000) < 0 ? Long.toString(word) : address(word);
    }

    public static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** vCPU 1, or vCPUs 0–3, or vCPUs 0, 2. */
    public String cpus(long mask) {
        List<String> runs = new ArrayList<>();
        for (long left = mask; left != 0;) {
            int first = Long.numberOfTrailingZeros(left);
            int length = Long.numberOfTrailingZeros(~(left >>> first));
            int last = first + length - 1;
            runs.add(length == 1 ? "" + first : length == 2 ? first + ", " + last : first + "–" + last);
            left = last >= 63 ? 0 : left & -1L << last + 1;
        }
        return templates.fill(Long.bitCount(mask) == 1 ? "cpu" : "cpus", String.join(", ", runs));
    }

    public String access(int kind) {
        return templates.fill(switch (kind) {
            case Event.READ -> "access.read";
            case Event.WRITE -> "access.write";
            default -> "access.execute";
        });
    }

    /** The same with its article. */
    public String anAccess(int kind) {
        return templates.fill(switch (kind) {
            case Event.READ -> "access.read.a";
            case Event.WRITE -> "access.write.a";
            default -> "access.execute.a";
        });
    }

    /** How many TLB entries were removed. */
    public String removed(long count) {
        return templates.fill(count == 0 ? "entries.none" : count == 1 ? "entry" : "entries", count);
    }

    public static String lock(long lock) {
        return lock == 0 ? "mmu_lock" : lock == ArmState.RCU ? "RCU" : "lock " + lock;
    }

    /** Linux's name of an error a listing returns, or the number. */
    public static String result(long value) {
        return switch ((int) value) {
            case -4 -> "-EINTR";
            case -7 -> "-E2BIG";
            case -11 -> "-EAGAIN";
            case -12 -> "-ENOMEM";
            case -14 -> "-EFAULT";
            case -22 -> "-EINVAL";
            case -34 -> "-ERANGE";
            default -> Long.toString(value);
        };
    }

    /**
     * The line of a listing that holds an op.
     *
     * @param key       of the template for it
     * @param otherwise of the template where there is none: the op is -1
     */
    public String line(Program program, int pc, String key, String otherwise) {
        if (pc < 0) {
            return templates.fill(otherwise);
        }
        Program.Line line = program.lines().get(program.lineOf()[pc]);
        return templates.fill(key, line.number(), program.routineAt(pc).name(), code(line));
    }

    /** The code of a line, without its comment and indentation. */
    private static String code(Program.Line line) {
        String text = line.text();
        int comment = text.indexOf("//");
        int block = text.indexOf("/*");
        int end = Math.min(comment < 0 ? text.length() : comment, block < 0 ? text.length() : block);
        String code = text.substring(0, end).strip();
        return code.isEmpty() ? text.strip() : code;
    }
}
