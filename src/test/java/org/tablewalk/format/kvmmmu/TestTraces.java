package org.tablewalk.format.kvmmmu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;

/** Traces by hand, and events at random. */
final class TestTraces {
    static final List<String> NAMES = List.of("nested.txt", "unsync.txt", "pae.txt", "tdp.txt");

    private TestTraces() {}

    static byte[] bytes(String name) {
        try (InputStream in = TestTraces.class.getResourceAsStream("/kvmmmu/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KvmmmuTrace open(String name) {
        try {
            return KvmmmuTrace.open(name, bytes(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An event of any kind with values of few kinds, so that pages and entries meet again. */
    static KvmmmuEvent event(Random random) {
        EventKind kind = EventKind.values()[random.nextInt(4) == 0 ? random.nextInt(4) : random.nextInt(EventKind.values().length)];
        long[] values = new long[kind.fields().size()];
        int level = 1 + random.nextInt(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (kind.fields().get(i)) {
                case LEVEL -> level;
                case GENERATION, UNSYNC, CREATED, SPURIOUS, FIXED, VALID, ADDRESS_SPACE -> random.nextInt(2);
                case GFN -> (long) random.nextInt(6) << 9 * random.nextInt(4);
                case ROLE -> role(random, level);
                case ROLE_KNOWN -> PageText.KERNEL;
                case ROOT_COUNT -> random.nextInt(3);
                case PERMISSIONS -> random.nextBoolean() ? random.nextInt(16) : 16 + random.nextInt(8);
                case PFERR, ERROR_CODE -> random.nextInt(8) == 0 ? 1L << 33 | 3 : random.nextInt(32);
                case SPTEP -> 0x1000_0000L + random.nextInt(3) * 4096L + random.nextInt(512) * 8L;
                case ERROR -> -random.nextInt(3);
                case USED_PAGES, VCPU, ACCESS, MMIO_GENERATION, KVM_GENERATION, SPTE_GENERATION -> random.nextInt(100);
                default -> random.nextInt(6) == 0 ? 0 : random.nextLong();
            };
        }
        return new KvmmmuEvent(kind, values);
    }

    private static long role(Random random, int level) {
        long role = RoleDesign.MAINLINE.bits(RoleField.LEVEL).set(0, level);
        role = RoleDesign.MAINLINE.bits(RoleField.DIRECT).set(role, random.nextInt(2));
        role = RoleDesign.MAINLINE.bits(RoleField.ACCESS).set(role, random.nextInt(3) == 0 ? random.nextInt(8) : 7);
        role = RoleDesign.MAINLINE.bits(RoleField.EFER_NX).set(role, 1);
        return random.nextInt(4) == 0 ? role | random.nextInt(1 << 17) & PageText.KERNEL & ~15 : role;
    }

    /** A line of the form of ftrace (0), trace-cmd report (1) or perf script (2). */
    static String line(int form, int pid, int number, String event) {
        String name = event.substring(0, event.indexOf(':'));
        String body = event.substring(name.length() + 1).strip();
        String time = String.format(Locale.ROOT, "%d.%06d", 100 + number / 1_000_000, number % 1_000_000);
        return switch (form) {
            case 0 -> " CPU %d/KVM-%d   [%03d] d..1. %s: %s: %s".formatted(pid % 4, pid, pid % 8, time, name, body);
            case 1 -> " qemu-system-x86-%d [%03d] %s: %-20s %s".formatted(pid, pid % 8, time, name + ":", body);
            default -> "CPU %d/KVM %d/%d [%03d] %s: kvmmmu:%s: %s".formatted(pid % 4, 9999, pid, pid % 8, time, name, body);
        };
    }
}
