package org.tablewalk.machine.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.Seeds;
import org.tablewalk.machine.Event;

@Tag("seeded")
class AssemblerTest {
    private final Bench bench = new Bench();

    @Test
    void arithmeticOnWords() {
        assertEquals(0x1234, bench.value("0x1234", 0, 0));
        assertEquals(4096L + (2L << 20) + (3L << 30), bench.value("4K + 2M + 3G", 0, 0));
        assertEquals(-22, bench.value("-EINVAL", 0, 0));
        assertEquals(14, bench.value("2 + 3 * 4", 0, 0));
        assertEquals(1, bench.value("a < b", 5, -1));
        assertEquals(0, bench.value("a >= b", 5, -1));
        assertEquals(0x0fffffffffffffffL, bench.value("a >> 4", -1, 0));
        assertEquals(12, bench.value("a & ~b", 15, 3));
        assertEquals(7, bench.value("a ? a : b", 7, 9));
        assertEquals(9, bench.value("a ? a : b", 0, 9));
        assertEquals(21, bench.value("triple(min(a, b))", 9, 7));
        assertEquals(-1, bench.value("0xffffffffffffffff", 0, 0));
        assertEquals(1, bench.value("!a == !b", 5, 6));
        assertEquals(0, bench.value("!(a < b)", 5, 6));
    }

    /** Every operator, folded and at run time, against Java. */
    @Test
    void foldedAndExecutedValuesAgree() {
        long seed = Seeds.of(20_261_121);
        var random = new Random(seed);
        String[] operators = {"+", "-", "*", "&", "|", "^", "<<", ">>", "==", "!=", "<", "<=", ">", ">=", "&&", "||"};
        for (int i = 0; i < 400; i++) {
            long a = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextLong() >>> random.nextInt(64);
            long b = random.nextInt(4) == 0 ? random.nextInt(70) : random.nextLong() >>> random.nextInt(64);
            String operator = operators[random.nextInt(operators.length)];
            long expected = java(operator).applyAsLong(a, b);
            String hexA = "0x" + Long.toHexString(a);
            String hexB = "0x" + Long.toHexString(b);
            String message = "seed " + seed + ": " + hexA + operator + hexB;
            assertEquals(expected, bench.value("a " + operator + " b", a, b), message);
            assertEquals(expected, bench.value(hexA + operator + hexB, a, b), message);
            assertEquals(expected, bench.value("a " + operator + " " + hexB, a, b), message);
            assertEquals(expected == 0 ? 2 : 1, bench.run("routine f(a, b) { if (a " + operator + " b) return 1; return 2; }", "f", a, b), message);
            assertEquals(expected == 0 ? 1 : 2, bench.run("routine f(a, b) { if (!(a " + operator + " b)) return 1; return 2; }", "f", a, b), message);
        }
    }

    private static LongBinaryOperator java(String operator) {
        return switch (operator) {
            case "+" -> (a, b) -> a + b;
            case "-" -> (a, b) -> a - b;
            case "*" -> (a, b) -> a * b;
            case "&" -> (a, b) -> a & b;
            case "|" -> (a, b) -> a | b;
            case "^" -> (a, b) -> a ^ b;
            case "<<" -> (a, b) -> a << b;
            case ">>" -> (a, b) -> a >>> b;
            case "==" -> (a, b) -> a == b ? 1 : 0;
            case "!=" -> (a, b) -> a != b ? 1 : 0;
            case "<" -> (a, b) -> Long.compareUnsigned(a, b) < 0 ? 1 : 0;
            case "<=" -> (a, b) -> Long.compareUnsigned(a, b) <= 0 ? 1 : 0;
            case ">" -> (a, b) -> Long.compareUnsigned(a, b) > 0 ? 1 : 0;
            case ">=" -> (a, b) -> Long.compareUnsigned(a, b) >= 0 ? 1 : 0;
            case "&&" -> (a, b) -> a != 0 && b != 0 ? 1 : 0;
            default -> (a, b) -> a != 0 || b != 0 ? 1 : 0;
        };
    }

    @Test
    void loopsAndJumps() {
        assertEquals(45, bench.run("routine f(n) { s = 0; for (i = 0; i < n; i++) s += i; return s; }", "f", 10));
        assertEquals(25, bench.run("routine f(n) { s = 0; i = 0; while (i < n) { i++; if (!(i & 1)) continue; s += i; } return s; }", "f", 10));
        assertEquals(10, bench.run("routine f(n) { s = 0; for (;;) { s++; if (s == n) break; } return s; }", "f", 10));
        assertEquals(1, bench.run("routine f(n) { s = 0; do { s++; } while (s > n); return s; }", "f", 10));
        assertEquals(0, bench.run("routine f(n) { while (0) { n = 5; } }", "f", 10));
        assertEquals(6, bench.run("routine f(n) { s = 0; do { s += 2; if (s < n) continue; break; } while (1); return s; }", "f", 5));
    }

    @ParameterizedTest
    @CsvSource({"0,100", "1,230", "2,30", "3,4", "9,4"})
    void switchFallsThrough(long value, long expected) {
        String text = """
                routine f(a) {
                    r = 0;
                    switch (a) {
                    case 0: r = 100; break;
                    case 1: r = 200;
                    case 2: r += 30; break;
                    case 3:
                    default: r = 4;
                    }
                    return r;
                }
                """;
        assertEquals(expected, bench.run(text, "f", value));
        // Of a constant, only the chosen case is left.
        String folded = text.replace("switch (a)", "switch (" + value + ")");
        assertEquals(expected, bench.run(folded, "f", value));
        assertFalse(bench.text("f").stream().anyMatch(op -> op.startsWith("cset")), bench.text("f").toString());
    }

    @Test
    void memoryAndItsSpellings() {
        String text = """
                routine f(p) {
                    WRITE_ONCE(*p, 5);
                    *(p + 8) = *p + 1;
                    smp_store_release(p + 16, READ_ONCE(*(p + 8)) | 1);
                    *p |= 0x10;
                    old = cmpxchg(*p, 0x15, 0x99);
                    return old;
                }
                """;
        assertEquals(0x15, bench.run(text, "f", 0x1000));
        assertEquals(Map.of(0x1000L, 0x99L, 0x1008L, 6L, 0x1010L, 7L), bench.memory);
        assertEquals(List.of("store(1000,5)", "load(1000,0)", "store(1008,6)", "load(1008,0)", "store_release(1010,7)", "load(1000,0)",
                "store(1000,15)", "cmpxchg(1000,15)"), bench.calls);
    }

    @Test
    void fieldsOfStructures() {
        bench.memory.put(0x118L, 0x200L);
        bench.memory.put(0x200L, 5L);
        bench.memory.put(0x218L, 7L);
        assertEquals(0x200, bench.value("a->next", 0x100, 0));
        assertEquals(7, bench.value("a->next->next", 0x100, 0));
        assertEquals(5, bench.value("a->next->first", 0x100, 0));
        assertEquals(0x118, bench.value("&a->next", 0x100, 0));
        assertEquals(0x218, bench.value("&a->next->next", 0x100, 0));
        assertEquals(1, bench.value("a->next && !b->next", 0x100, 0x300));
        bench.run("routine f(a) { a->next->first |= 8; a->next->next += 2; a->first = a->next->first; a->first++; }", "f", 0x100);
        assertEquals(14, bench.memory.get(0x100L));
        assertEquals(9, bench.memory.get(0x218L));

        bench.constants.put("VM", 0x100L);
        assertEquals(0x200, bench.value("VM->next", 0, 0));
        assertEquals(0x118, bench.value("&VM->next", 0, 0));
        assertEquals(14, bench.run("shared head; routine f() { head = VM; return head->first; }", "f"));
        // A declared variable of the same spelling is meant, whatever fields there are.
        assertEquals(3, bench.run("percpu data->next; routine f() { data->next = 3; return data->next; }", "f"));

        bench.assemble("routine f(sp) { sp->next = sp->first; return VM->next; }");
        bench.start("routine f(sp) { sp->next = sp->first; return VM->next; }", "f", 0x100);
        assertEquals(List.of("ldr x1, [sp]", "str x1, [sp+24]", "ldr x1, [#280]", "ret x1"), bench.text("f"));
        assertEquals("test.tw", assertThrows(ListingException.class, () -> bench.assemble("routine f() { return sp->next; }")).source());
        assertThrows(ListingException.class, () -> bench.assemble("routine f(sp) { return sp->last; }"));
    }

    @Test
    void variablesReferencesAndRecursion() {
        String text = """
                percpu data->cb, data->sum;
                shared go;
                routine twice(a, level, flag) { data->sum = data->sum + a; return 2 * a + go; }
                routine fib(n) { if (n < 2) return n; return fib(n - 1) + fib(n - 2); }
                routine f(a) {
                    go = 1;
                    data->cb = &twice;
                    x = data->cb(a, 3, 1);
                    cb = data->cb;
                    y = (*cb)(x, 2, 4);
                    (*cb)(1, 2, 3);
                    data->sum += 100;
                    return fib(10) * 1000 + x + y + data->sum;
                }
                """;
        assertEquals(55 * 1000 + 11 + 23 + (5 + 11 + 1 + 100), bench.run(text, "f", 5));
        assertEquals(3, bench.events.stream().filter(e -> e.startsWith(Event.CALLBACK + ":")).count());
        assertTrue(bench.events.contains(Event.CALLBACK + ":11,2,4"), bench.events.toString());
        long left = 0;
        for (int i = 0; i < 256; i++) {
            left |= bench.cells.get(bench.plan.stackCell(0, i));
        }
        assertEquals(0, left, "a return leaves its frame zero");
    }

    @Test
    void aReferenceToARoutineWithFewerParametersStaysInItsFrame() {
        assertEquals(8, bench.run("routine none() { return 8; } routine f(a) { r = &none; return (*r)(1, 2, 3, 4, 5, 6); }", "f", 0));
        assertEquals(6, bench.program.routine("none").slots());
    }

    @Test
    void endlessRecursionOverflowsTheStack() {
        bench.start("routine f(n) { return f(n + 1); }", "f", 0);
        int outcome = Interpreter.DONE;
        for (int i = 0; i < 10_000 && outcome == Interpreter.DONE; i++) {
            outcome = bench.interpreter.step(0, bench);
        }
        assertEquals(Interpreter.OVERFLOW, outcome);
    }

    @Test
    void aWaitingOpIsTriedAgain() {
        assertEquals(3, bench.run("routine f() { pause(); return 3; }", "f"));
        assertEquals(List.of("pause(0,0)", "pause(0,0)"), bench.calls);
    }

    @Test
    void codeIsTight() {
        bench.run("routine g(a, b) { return a; } routine f(a, b) { c = a + b; if (a == 0) return g(a, b); c = (a + b) & ~7; return c; }", "f", 1, 2);
        assertEquals(List.of("add c, a, b", "cbnz a, line 1", "bl g", "ret x3", "add x3, a, b", "and c, x3, #-8", "ret c"), bench.text("f"));
        bench.run("routine f(n) {\n i = 0;\n while (i < n) {\n i++;\n }\n}", "f", 3);
        assertEquals(List.of("mov i, #0", "cset.lo x2, i, n", "cbz x2, line 6", "add i, i, #1", "cset.lo x2, i, n", "cbnz x2, line 4", "ret"),
                bench.text("f"));
        bench.run("routine f(p) {\n for (;;) {\n if (*p == 0) break;\n }\n tlbi(vmalls12e1is, 0);\n if (OFF) WRITE_ONCE(*p, SEVEN);\n"
                + " if (ON && p) return 1;\n else return 2;\n}", "f", 64);
        assertEquals(List.of("ldr x1, [p]", "cbnz x1, line 3", "tlbi vmalls12e1is", "cbz p, line 8", "ret #1", "ret #2"),
                bench.text("f"));
    }

    @Test
    void everyOpKnowsItsLine() {
        bench.run("// first\nroutine f(a) {\n    b = a\n        + 1;\n    return b;\n}\n", "f", 1);
        var program = bench.program;
        assertEquals("    b = a", program.lines().get(program.lineOf()[0]).text());
        assertEquals(5, program.lines().get(program.lineOf()[1]).number());
        assertEquals(2, program.lines().get(program.routine("f").firstLine()).number());
        assertEquals(6, program.lines().get(program.routine("f").lastLine()).number());
    }

    @Test
    void severalSourcesMakeOneProgram() {
        var program = Assembler.assemble(List.of(new Source("a.tw", "percpu x; routine f() { return g(1); }"),
                new Source("b.tw", "percpu x, y; shared z; routine g(a) { y = a; return x; }")), bench);
        assertEquals(List.of("x", "y"), program.cpuVariables());
        assertEquals(List.of("z"), program.sharedVariables());
        assertEquals("b.tw", program.routine("g").source());
        assertEquals("b.tw", program.lines().get(program.lineOf()[program.routine("g").entry()]).source());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "routine f( { }|1:12|expected the name of a parameter",
        "routine f() { return x; }|1:22|expected a variable or a constant",
        "routine f() { if (g()) return 1; }|1:19|expected a routine",
        "routine f(a) { if (a) b = 1; return b; }|1:37|may be read before it is assigned",
        "routine f() { SEVEN = 1; }|1:15|is a constant",
        "routine f() { min(1); }|1:15|expects 2 arguments but is given 1",
        "routine f(a) { f(); }|1:16|expects 1 argument but is given 0",
        "routine f() {} routine f() {}|1:24|already a routine",
        "routine min() {}|1:9|belongs to the machine",
        "routine f() { x = pause(); }|1:19|gives no value",
        "routine f() { break; }|1:15|only inside a loop or a switch",
        "routine f() { switch (1) { case 1: continue; } }|1:36|only inside a loop",
        "routine f(a) { switch (1) { case a: } }|1:34|expected a constant",
        "routine f(a) { switch (a) { case 1: case 1: } }|1:42|already a case",
        "routine f(a) { a + 1; }|1:16|expected an assignment or a call",
        "routine f(a) { a = 99999999999999999999; }|1:20|expected a 64-bit number",
        "routine f(a) { a = 0x8000000000000000K; }|1:20|does not fit",
        "routine f(a) { a = 1|1:21|expected ';' but found the end of the listing",
        "routine f(a) { a = $; }|1:20|not part of the listing language",
        "routine f(a) { /* |1:16|has no end",
        "percpu x; shared x;|1:18|already percpu",
        "routine f(a, a) {}|1:14|already a parameter",
        "routine f() { return &g; }|1:22|no 'g'",
        "x = 1;|1:1|expected 'routine'",
        "era new;|1:5|this machine's listings have no eras",
        "era 5;|1:5|expected the name of an era",
        "routine while() { }|1:9|expected the name of the routine",
        "routine f(a) { (a)(1); }|1:16|expected a name"})
    void errorsNameThePlace(String text, String place, String message) {
        var error = assertThrows(ListingException.class, () -> bench.assemble(text));
        assertTrue(error.getMessage().startsWith("test.tw:" + place + ": "), error.getMessage());
        assertTrue(error.getMessage().contains(message), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "!", "*", "{", "f(", "if (1) ", "if (1) {} else ", "1 ? 1 : ", "1 + ", "while (1) ", "do ", "a = "})
    void hostileNestingIsRefused(String part) {
        for (String lead : List.of("", "a = ")) {
            String text = "routine f(a) { " + lead + part.repeat(60_000 / part.length());
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThrows(ListingException.class, () -> bench.assemble(text)));
        }
    }

    @Test
    void hostileSizesAreRefused() {
        assertThrows(ListingException.class, () -> bench.assemble(" ".repeat(Assembler.LONGEST + 1)));
        var many = new StringBuilder("routine f(a) {");
        for (int i = 0; i < 70; i++) {
            many.append("v").append(i).append(" = a;");
        }
        assertTrue(assertThrows(ListingException.class, () -> bench.assemble(many + "}")).getMessage().contains("at most 64 locals"));
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> bench.assemble("routine f(a) { a = " + "a + (a + (".repeat(31)
                + "a" + "))".repeat(31) + "; " + "a = a + a * a - ~a & (a ? 1 : a);".repeat(1700) + "}"));
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> bench.assemble("routine f(a) {" + "for(;;)break;".repeat(4900) + "}"));
    }

    @Test
    void mutatedListingsFailCleanly() {
        String text = """
                percpu data->anchor, data->phys; shared go;
                /* A walk in small. */
                routine cb(a, level, flag) { data->phys += a; return level == 3 ? 0 : -EINVAL; }
                routine walk(addr, end) {
                    ret = 0;
                    while (addr < end && !ret) {
                        old = READ_ONCE(*addr);
                        switch (old & 7) { case 0: break; case SEVEN: ret = data->anchor(addr, 3, 1); break; default: WRITE_ONCE(*addr, old | 8); }
                        for (i = 0; i < 3; i++) { if (i == go) continue; tlbi(vmalls12e1is, addr >> 12); }
                        addr += 4K;
                    }
                    x = &cb;
                    return (*x)(addr, 2, 4);
                }
                """;
        bench.assemble(text);
        long seed = Seeds.of(7);
        var random = new Random(seed);
        String pieces = "(){};,*&|=<>!~-+?:0159xKMG_ \n\"/azé";
        int failed = 0;
        for (int i = 0; i < 4000; i++) {
            var mutant = new StringBuilder(text);
            for (int edits = 1 + random.nextInt(4); edits > 0 && mutant.length() > 8; edits--) {
                int at = random.nextInt(mutant.length());
                int to = Math.min(mutant.length(), at + random.nextInt(12));
                switch (random.nextInt(4)) {
                    case 0 -> mutant.deleteCharAt(at);
                    case 1 -> mutant.insert(at, pieces.charAt(random.nextInt(pieces.length())));
                    case 2 -> mutant.insert(random.nextInt(mutant.length()), mutant.substring(at, to));
                    default -> mutant.delete(at, to);
                }
            }
            try {
                Program program = bench.assemble(mutant.toString());
                for (int pc = 0; pc < program.ops(); pc++) {
                    Disassembler.text(program, bench, pc);
                }
            } catch (ListingException e) {
                failed++;
                assertTrue(e.line() >= 1 && e.column() >= 1, e.getMessage());
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", mutant " + i + ":\n" + mutant, e);
            }
        }
        assertTrue(failed > 1000, "only " + failed + " mutants were refused");
    }
}
