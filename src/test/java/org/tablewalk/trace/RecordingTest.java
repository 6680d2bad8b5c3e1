package org.tablewalk.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Seeded;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmFixture;
import org.tablewalk.machine.arm64.ArmMachine;

@Tag("seeded")
class RecordingTest {
    private static final long SEED = Seeds.of(7);
    private static final String LISTING = """
            routine guest(n) {
                for (i = 0; i < n; i++) { read(0x40000000 + (random(i + (cpu_id() << 20), 512) << 12)); }
            }
            routine host(n) {
                for (i = 0; i < n; i++) {
                    lock(mmu_lock);
                    p = follow(*(follow(*(ROOT + 8)))) + (mod(i, 512) << 3);
                    old = *p;
                    *p = old & ~1;
                    dsb(ishst);
                    msr(vttbr_el2, GUEST_VTTBR);
                    tlbi(ipas2e1is, ttl(0x40000000 + (mod(i, 512) << 12), 3));
                    dsb(ish);
                    isb();
                    *p = old;
                    unlock(mmu_lock);
                }
            }
            routine abort(ipa, fault) { lock(mmu_lock); unlock(mmu_lock); return 0; }
            """;

    private static ArmMachine machine() {
        return ArmFixture.of(LISTING).actor(0, "host", 4000L).actor(1, "guest", 9000L).actor(2, "guest", 9000L).actor(3, "guest", 9000L)
                .map(0, 512, 3, ArmConfig.Rights.R)
                .freedoms(new ArmConfig.Freedoms(Eviction.BOUNDED, 50, List.of(ArmFixture.RAM), 2, ArmConfig.Completion.PROMISED)).machine();
    }

    private static List<Observer> checks(ArmMachine m) {
        return List.of(Stage2Checks.of(m));
    }

    @Test
    void everyPositionCanBeReachedFromEveryOther() {
        System.out.println("RecordingTest seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        ArmMachine m = machine();
        Recorder recorder = new Recorder(m, checks(m));
        List<Long> hashes = new ArrayList<>();
        hashes.add(m.cells().hash());
        Seeded policy = new Seeded(SEED);
        while (recorder.recording().length() < 60_000 && recorder.run(policy, 1) == 1) {
            hashes.add(m.cells().hash());
        }
        long length = recorder.recording().length();
        assertThat(length).isGreaterThan(3L * Recording.BLOCK);
        ArmMachine other = machine();
        Cursor cursor = new Cursor(recorder.recording(), other, checks(other));
        for (int i = 0; i < 150; i++) {
            long target = switch (random.nextInt(4)) {
                case 0 -> random.nextLong(length + 1);
                case 1 -> Math.min(length, random.nextLong(length / Recording.BLOCK + 1) * Recording.BLOCK);
                case 2 -> Math.min(length, cursor.position() + 1);
                default -> Math.max(0, cursor.position() - 1);
            };
            cursor.seek(target);
            assertThat(cursor.position()).isEqualTo(target);
            assertThat(other.cells().hash()).as("position %d", target).isEqualTo(hashes.get((int) target));
            if (target > 0) {
                assertThat(cursor.step().position()).isEqualTo(target - 1);
                assertThat(cursor.step().move()).isEqualTo(recorder.recording().move(target - 1));
                assertThat(cursor.imageBefore().hash()).isEqualTo(hashes.get((int) target - 1));
            }
        }
    }

    @Test
    void aStepRecordHoldsExactlyWhatChanged() {
        ArmMachine m = machine();
        Recorder recorder = new Recorder(m, List.of());
        recorder.run(new Seeded(3), 2_000);
        ArmMachine other = machine();
        Cursor cursor = new Cursor(recorder.recording(), other, List.of());
        while (cursor.forward()) {
            StepRecord step = cursor.step();
            int changed = 0;
            for (int cell = 0; cell < other.cells().size(); cell++) {
                if (cursor.imageBefore().get(cell) != other.cells().get(cell)) {
                    assertThat(step.cells()[changed]).isEqualTo(cell);
                    assertThat(step.before()[changed]).isEqualTo(cursor.imageBefore().get(cell));
                    assertThat(step.after()[changed]).isEqualTo(other.cells().get(cell));
                    changed++;
                }
            }
            assertThat(step.cells().length).isGreaterThanOrEqualTo(changed);
            if (cursor.position() > 300) {
                return;
            }
        }
    }

    @Test
    void nStepsEqualOneRunAndTheSameAgain() {
        for (long seed : Seeds.of(0, 20).toArray()) {
            ArmMachine one = machine();
            Recorder single = new Recorder(one, checks(one));
            for (int i = 0; i < 5_000; i++) {
                single.run(new Seeded(seed), 1);
            }
            ArmMachine two = machine();
            Recorder whole = new Recorder(two, checks(two));
            whole.run(new Seeded(seed), 5_000);
            assertThat(two.cells().hash()).isEqualTo(one.cells().hash());
            assertThat(whole.recording().runHash("x", two.cells().hash())).isEqualTo(single.recording().runHash("x", one.cells().hash()))
                    .isNotEqualTo(whole.recording().runHash("y", two.cells().hash()));
        }
    }

    @Test
    void aForkHasTheSamePastAndItsOwnFuture() {
        ArmMachine m = machine();
        Recorder recorder = new Recorder(m, checks(m));
        recorder.run(new Seeded(5), 40_000);
        long at = 20_001;
        ArmMachine copy = machine();
        Recorder fork = Recorder.fork(recorder.recording(), at, copy, checks(copy));
        ArmMachine seen = machine();
        Cursor cursor = new Cursor(recorder.recording(), seen, checks(seen));
        cursor.seek(at);
        assertThat(copy.cells().hash()).isEqualTo(seen.cells().hash());
        fork.run(new Seeded(5), 40_000 - at);
        assertThat(copy.cells().hash()).as("the same choices lead to the same end").isEqualTo(m.cells().hash());
        assertThat(fork.recording().runHash("", copy.cells().hash())).isEqualTo(recorder.recording().runHash("", m.cells().hash()));
        ArmMachine third = machine();
        Recorder other = Recorder.fork(recorder.recording(), at, third, checks(third));
        other.run(new Seeded(6), 1_000);
        assertThat(recorder.recording().length()).isEqualTo(40_000);
        assertThat(other.recording().length()).isEqualTo(at + 1_000);
        assertThat(other.recording().move(at - 1)).isEqualTo(recorder.recording().move(at - 1));
    }

    @Test
    void lanesCoverTheWindowWithoutGapsAndSayWhoWaited() {
        ArmMachine m = machine();
        Recorder recorder = new Recorder(m, checks(m));
        recorder.run(new Seeded(5), 200_000);
        ArmMachine seen = machine();
        Lanes lanes = new Lanes(new Cursor(recorder.recording(), seen, checks(seen)), op -> "op" + op, position -> List.of());
        for (long[] range : new long[][] {{100, 400}, {16_300, 16_500}, {0, recorder.recording().length()}}) {
            LaneWindow window = lanes.window(range[0], range[1]);
            for (Lane lane : window.lanes()) {
                long at = window.from();
                for (Segment s : Arrays.stream(lane.segments()).filter(outermost -> outermost.depth() == 0).toList()) {
                    assertThat(s.from()).isEqualTo(at);
                    assertThat(s.to()).isGreaterThan(s.from());
                    at = s.to();
                }
                assertThat(at).isEqualTo(window.to());
            }
        }
        LaneWindow near = lanes.window(100, 1_000);
        assertThat(near.fans()).isNotEmpty().allSatisfy(f -> {
            for (long arrival : f.arrivedAt()) {
                assertThat(arrival == -1 || arrival > f.issued()).isTrue();
            }
        });
        assertThat(near.lanes().get(0).segments()).extracting(Segment::kind).contains(Segment.Kind.WAIT_DSB);
    }

    @Test
    void everyMoveSurvivesItsEncoding() {
        Choices choices = new Choices();
        int[] moves = {Move.of(Move.RUN, 63, 0), Move.of(Move.ARRIVE, 0, 0), Move.of(Move.ARRIVE, 5, 3), Move.of(Move.EVICT, 7, 1535),
            Move.of(Move.RUN, 1, 2), Move.of(Move.SPECULATE, 63, 9)};
        for (int round = 0; round < 100; round++) {
            for (int move : moves) {
                choices.add(move);
            }
        }
        Choices.Reader reader = choices.read(0);
        for (int i = 0; i < 600; i++) {
            assertThat(reader.next()).isEqualTo(moves[i % moves.length]);
        }
    }
}
