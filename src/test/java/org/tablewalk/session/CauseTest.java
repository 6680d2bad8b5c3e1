package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.trace.Cause;
import org.tablewalk.trace.Cause.Role;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;

/** Why vCPUs faulted, from the recording alone. */
class CauseTest {
    private static Engine ran(String name, Map<String, String> parameters) {
        Engine engine = Engines.open(name, parameters, 1);
        Engines.send(engine, new Command.Run());
        return engine;
    }

    private static Mark mark(Frame frame, MarkKind kind, int index) {
        return frame.marks().stream().filter(m -> m.kind() == kind).skip(index).findFirst().orElseThrow();
    }

    private static Cause cause(Engine engine, Mark mark) {
        return Engines.send(engine, new Command.Explain(mark.position(), mark.actor())).cause();
    }

    private static Cause.Link link(Cause cause, Role role) {
        return cause.links().stream().filter(l -> l.role() == role).reduce((one, last) -> last).orElseThrow();
    }

    /** The line of listing that a link's step ran. */
    private static String line(Engine engine, Cause.Link link) {
        Machine machine = engine.frame().subject().machine();
        Program program = machine instanceof ArmMachine arm ? arm.map().program() : ((X86Machine) machine).map().program();
        return program.lines().get(link.step().lineBefore()).text().strip();
    }

    @Test
    void aSpuriousFaultOfACancelledMigrationComesFromTheBreak() {
        Engine engine = ran("cancelled-migration", Map.of());
        Mark broken = mark(engine.frame(), MarkKind.BREAK, 0);
        Mark spurious = mark(engine.frame(), MarkKind.SPURIOUS, 0);
        Cause cause = cause(engine, spurious);
        assertThat(cause.cpu()).isEqualTo(spurious.actor());
        assertThat(cause.links()).extracting(Cause.Link::role).containsExactly(Role.FAULT, Role.READ, Role.STORE, Role.LATER);
        Cause.Link read = link(cause, Role.READ);
        Cause.Link store = link(cause, Role.STORE);
        assertThat(read.event().a()).as("the deciding read is of the broken entry").isEqualTo(broken.address());
        assertThat(store.step().position()).isEqualTo(broken.position());
        assertThat(store.event().actor()).isEqualTo(broken.actor());
        assertThat(store.event().c()).as("what was stored is what was read").isEqualTo(read.event().b());
        assertThat(store.event().b()).as("only bit 0 went").isEqualTo(read.event().b() | 1);
        assertThat(line(engine, store)).startsWith("WRITE_ONCE(*ptep, old & ~PTE_VALID);");
        assertThat(link(cause, Role.LATER).step().position()).isEqualTo(mark(engine.frame(), MarkKind.MAKE, 0).position());
        assertThat(cause.end()).isEqualTo(Cause.End.FOUND);
        assertThat(cause(engine, spurious)).as("asked again, no longer").isNull();
    }

    @Test
    void aConflictComesFromTwoFillsAndTheStoreBetweenThem() {
        Engine engine = ran("cancelled-migration", Map.of("flow", "direct", "overlapResponse", "abort"));
        Cause cause = cause(engine, mark(engine.frame(), MarkKind.CONFLICT, 0));
        assertThat(cause.links()).filteredOn(l -> l.role() == Role.FILL).hasSize(2).allSatisfy(l -> assertThat(l.event().actor()).isEqualTo(cause.cpu()))
                .extracting(l -> l.event().a()).doesNotHaveDuplicates();
        Cause.Link block = cause.links().get(1);
        Cause.Link page = cause.links().stream().filter(l -> l.role() == Role.FILL).skip(1).findFirst().orElseThrow();
        Cause.Link store = link(cause, Role.STORE);
        assertThat(store.step().position()).isBetween(page.step().position(), block.step().position());
    }

    @Test
    void aFaultBelowATableThatWasTakenAwayComesFromTheStoreThatTookIt() {
        Engine engine = ran("table-free-wrong-ttl", Map.of());
        Cause cause = cause(engine, mark(engine.frame(), MarkKind.FAULT, 0));
        Cause.Link store = link(cause, Role.STORE);
        assertThat(link(cause, Role.READ).event().b()).isZero();
        assertThat(store.event().b()).as("a table stood there").isOdd();
        assertThat(store.event().c()).isZero();
        assertThat(line(engine, store)).isEqualTo("*above = 0;");
    }

    @Test
    void aFaultThatOnlyHasNotBeenMappedYetIsSoFromTheStart() {
        Engine engine = ran("two-vcpus", Map.of());
        Cause first = cause(engine, mark(engine.frame(), MarkKind.FAULT, 0));
        assertThat(first.end()).isEqualTo(Cause.End.INITIAL);
        assertThat(first.links()).extracting(Cause.Link::role).containsExactly(Role.FAULT, Role.READ, Role.LATER);
    }

    @Test
    void aFaultOfAnotherVcpuComesFromTheUnlinkOfThisOne() {
        Engine engine = ran("two-vcpus", Map.of());
        Mark fault = engine.frame().marks().stream().filter(m -> m.kind() == MarkKind.FAULT && m.actor() == 1).findFirst().orElseThrow();
        Cause cause = cause(engine, fault);
        Cause.Link store = link(cause, Role.STORE);
        assertThat(store.event().actor()).as("vCPU 0 took the entry away").isZero();
        assertThat(store.event().a()).isEqualTo(link(cause, Role.READ).event().a());
        assertThat(line(engine, store)).isEqualTo("*sptep = 0;");
    }

    @Test
    void aFaultThatIsTheGuestsComesFromTheGuestsOwnEntry() {
        Engine engine = ran("access-bits", Map.of());
        Mark injected = mark(engine.frame(), MarkKind.INJECTED, 0);
        engine.handle(new Command.Seek(injected.position()), 0);
        Cause cause = Engines.send(engine, new Command.Explain(-1, injected.actor())).cause();
        Cause.Link read = link(cause, Role.READ);
        assertThat(read.event().kind()).isEqualTo(Event.GUEST_WALK);
        assertThat(read.step().position()).isBetween(cause.position(), injected.position());
        assertThat(cause.end()).as("the guest's tables are as they were loaded").isEqualTo(Cause.End.INITIAL);
    }

    @Test
    void beforeTheFirstFaultThereIsNothingToExplain() {
        Engine engine = ran("cancelled-migration", Map.of());
        engine.handle(new Command.Seek(10), 0);
        Cause none = Engines.send(engine, new Command.Explain(-1, 2)).cause();
        assertThat(none.end()).isEqualTo(Cause.End.NONE);
        assertThat(none.links()).isEmpty();
    }
}
