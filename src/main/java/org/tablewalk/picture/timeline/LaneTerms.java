package org.tablewalk.picture.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.Words;
import org.tablewalk.trace.Fan;
import org.tablewalk.trace.Segment;

/** What lanes call what they show. */
public final class LaneTerms {
    /** Where other CPUs' TLBs are flushed as a whole, these have words of their own. */
    private static final Map<Segment.Kind, String> FLUSHES = Map.of(Segment.Kind.WAIT_DSB, "segment.flush", Segment.Kind.DSB, "segment.flush.done",
            Segment.Kind.TLBI, "segment.flush.sent");

    private final Words words = new Words();
    private final boolean threads;
    private final boolean flushes;
    private final int readers;

    /**
     * The terms of a kind of subject.
     *
     * @param threads the lanes are the threads of an imported trace and not CPUs
     * @param flushes what is invalidated are other CPUs' TLBs as a whole
     * @param readers the number under which events tell of RCU, as of a lock, or -1
     */
    public LaneTerms(boolean threads, boolean flushes, int readers) {
        this.threads = threads;
        this.flushes = flushes;
        this.readers = readers;
    }

    /** A CPU or a thread. */
    String actor(int number) {
        return words.of(threads ? "thread" : "cpu", number);
    }

    /** What it did in a stretch that says nothing of its own. */
    private String segment(Segment.Kind kind) {
        return words.of(threads && kind == Segment.Kind.HOST ? "segment.thread" : flushes && FLUSHES.containsKey(kind) ? FLUSHES.get(kind) : "segment." + kind);
    }

    /**
     * What a bar may be called, from the longest to the shortest name.
     *
     * @param chain  the bar, and routines inside of it that share its place
     * @param closed whether what is inside of it is not drawn below it, so that it has to say it itself
     */
    List<String> labels(List<Bar> chain, boolean closed) {
        Segment first = chain.getFirst().segment();
        List<Bar> inside = chain.getLast().inside();
        String word = segment(first.kind());
        return switch (first.kind()) {
            case ROUTINE -> routines(chain);
            case GUEST_HIT -> switch (inside.size()) {
                case 0 -> List.of(word);
                case 1 -> List.of(words.of("segment.hit"));
                default -> List.of(words.of("segment.hits", inside.size()), words.of("segment.hits.short", inside.size()));
            };
            case WALK -> walk(first, word, closed ? inside : List.of());
            case READ, WRITE, EXECUTE -> List.of(word + " " + Hex.grouped(first.detail()), word);
            case LEVEL -> List.of(words.of("segment.LEVEL", first.detail()));
            case STAGE_1_LEVEL -> List.of(words.of("segment.STAGE_1_LEVEL", first.detail()), words.of("segment.LEVEL", first.detail()));
            case GUEST_LEVEL -> List.of(words.of("segment.GUEST_LEVEL", first.detail()), words.of("segment.LEVEL", first.detail()));
            case TLBI -> first.label().isEmpty() || flushes ? List.of(word) : List.of(word + " " + first.label(), word);
            case WAIT_DSB -> flushes ? List.of(word) : List.of(word, segment(Segment.Kind.DSB));
            default -> List.of(word);
        };
    }

    /** Of a walk through two stages the levels are many, and how many reads it took says more. */
    private List<String> walk(Segment walk, String word, List<Bar> inside) {
        int reads = walk.stage1Reads() + walk.stage2Reads();
        if (reads > 0) {
            return List.of(words.of("segment.WALK.stages", reads, walk.stage1Reads(), walk.stage2Reads()), words.of("segment.WALK.reads", reads), word);
        }
        return inside.isEmpty() ? List.of(word) : List.of(word + levels(inside), word);
    }

    private String levels(List<Bar> inside) {
        var text = new StringBuilder();
        for (Bar bar : inside) {
            text.append(' ').append(words.of("segment.LEVEL", bar.segment().detail()));
        }
        return text.toString();
    }

    /** All names of the chain, the first and the last, the first, and ever less of its beginning, down to two words. */
    private static List<String> routines(List<Bar> chain) {
        List<String> names = chain.stream().map(bar -> bar.segment().label()).toList();
        List<String> labels = new ArrayList<>();
        if (names.size() > 2) {
            labels.add(String.join(" › ", names));
        }
        if (names.size() > 1) {
            labels.add(names.getFirst() + " › " + names.getLast());
        }
        String name = names.getFirst();
        labels.add(name);
        name = name.replaceFirst("^_+", "");
        while (name.indexOf('_') != name.lastIndexOf('_')) {
            name = name.substring(name.indexOf('_') + 1);
            labels.add(name);
        }
        return labels;
    }

    /** A lock by its number; the first is the one that the hypervisor's tables are under. */
    String lock(int number) {
        return number == readers ? words.of("timeline.rcu") : number == 0 && !threads ? words.of("timeline.lock.0") : words.of("timeline.lock", number);
    }

    /** Who waits for a lock. */
    String waiting(String names) {
        return words.of("timeline.waits", names);
    }

    /** An invalidation. */
    String fan(Fan fan) {
        return flushes ? words.of("timeline.flush") : words.of("timeline.tlbi", fan.text());
    }
}
