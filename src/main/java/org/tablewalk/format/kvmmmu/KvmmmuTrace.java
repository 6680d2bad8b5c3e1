package org.tablewalk.format.kvmmmu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.RecordedTrace;
import org.tablewalk.format.TextInput;
import org.tablewalk.trace.kvmmmu.KvmmmuMap;

/**
 * An opened trace of the kvmmmu events.
 *
 * <p>A record is a line with a task, a time and an event. Events of other groups are records too, as far as their task has one of this group: they say
 * what happened in between. Other lines (comments, stack traces) are skipped. Each task is a lane: a fault is handled by one task, on whatever CPU.
 */
public final class KvmmmuTrace extends RecordedTrace {
    private static final Pattern START = Pattern.compile("# tracer:.*|cpus=\\d+|version = \\d+|CPU \\d+ is empty|CPU:?\\s*\\d+ \\[.*|\\[.*LOST.*", Pattern.DOTALL);
    private static final Pattern OWN = Pattern.compile("(?<!\\w)(?:kvm_(?:tdp_)?mmu_[a-z_]{3,20}|fast_page_fault|mark_mmio_spte|handle_mmio_page_fault|check_mmio_spte):");

    /** A task with events of the group. */
    public record Task(String name, int pid) {
        @Override
        public String toString() {
            return name + "-" + pid;
        }
    }

    private final Records records;
    private final List<Task> tasks;
    private final KvmmmuMap map;
    private final Counts counts;

    /**
     * What was counted while reading.
     *
     * @param others  records of other groups
     * @param skipped lines that are neither empty, nor comments, nor records
     * @param gaps    places at which the recorder says that it lost events
     * @param partial events whose text leaves out which page they are about
     */
    private record Counts(int others, int skipped, int gaps, int partial) {}

    private KvmmmuTrace(String name, Records records, List<Task> tasks, KvmmmuMap map, Counts counts) {
        super(name);
        this.records = records;
        this.map = map;
        this.tasks = List.copyOf(tasks);
        this.counts = counts;
    }

    /**
     * Opens a file.
     *
     * @throws FormatException if a line of the group is malformed, there is none, or it asks for too much
     * @throws IOException     if it cannot be read
     */
    public static KvmmmuTrace open(Path file) throws IOException {
        return open(file.toString(), TextInput.bytes(file, KvmmmuLimits.DEFAULT.bytes()));
    }

    /**
     * Opens bytes; they must not be changed afterwards.
     *
     * @param name what messages call them
     * @throws FormatException if they are malformed or ask for too much
     */
    public static KvmmmuTrace open(String name, byte[] bytes) throws FormatException {
        return open(name, bytes, KvmmmuLimits.DEFAULT);
    }

    static KvmmmuTrace open(String name, byte[] bytes, KvmmmuLimits limits) throws FormatException {
        TextInput.checkSize(name, bytes.length, limits.bytes());
        var records = new Records(name, bytes);
        Map<Integer, Integer> lanes = new LinkedHashMap<>();
        List<Task> tasks = new ArrayList<>();
        int events = 0;
        int skipped = 0;
        int gaps = 0;
        int partial = 0;
        int line = 1;
        for (int start = 0, end; start < bytes.length; start = end + 1, line++) {
            end = records.lineEnd(start);
            // The head of a long line is enough to tell whose it is.
            String text = records.text(start, Math.min(end, start + limits.line() + 1));
            LineHead head = text.isEmpty() || text.charAt(0) == '#' ? null : LineHead.of(text);
            if (head == null) {
                if (!text.isEmpty() && text.charAt(0) != '#') {
                    gaps += text.contains("LOST") ? 1 : 0;
                    skipped++;
                    var own = OWN.matcher(text);
                    if (own.find()) {
                        throw new FormatException(name, line, 1, "expected a task, its number and a time such as qemu-4711 [002] 12.345678: before "
                                + own.group() + ", found '" + text.substring(0, Math.min(40, own.start())).strip().replaceAll("\\p{Cntrl}", "?") + "'");
                    }
                }
                continue;
            }
            if (records.count() == limits.records()) {
                throw new FormatException(name, line, 1, "expected at most " + limits.records() + " records, found more");
            }
            EventKind kind = Records.kind(head.event());
            if (kind != null) {
                if (end - start > limits.line()) {
                    throw new FormatException(name, line, limits.line() + 1, "expected an event in at most " + limits.line() + " characters, found more");
                }
                KvmmmuEvent event = EventReader.read(new LineText(name, line, text, head.body()), kind);
                partial += kind.ofPage() && event.get(Field.GFN) == Field.UNKNOWN ? 1 : 0;
                events++;
                if (lanes.putIfAbsent(head.pid(), tasks.size()) == null) {
                    tasks.add(new Task(head.task(), head.pid()));
                    if (tasks.size() > limits.tasks()) {
                        throw new FormatException(name, line, 1, "expected kvmmmu events of at most " + limits.tasks()
                                + " tasks, found more; record one virtual machine at a time");
                    }
                }
            }
            records.add(start, line, head.pid());
        }
        if (events == 0) {
            throw new FormatException(name, line, 1, "expected a kvmmmu event such as"
                    + " qemu-4711 [002] ..... 12.345678: kvm_mmu_paging_element: pte 2929067 level 4, found the end of the file");
        }
        records.assign(lanes);
        return new KvmmmuTrace(name, records, tasks, Survey.of(name, records, tasks.size(), limits), new Counts(records.count() - events, skipped, gaps, partial));
    }

    /** Whether a file that begins like this can be such a trace: its first line is a recorder's header or an event. */
    public static boolean looksLike(byte[] start) {
        for (String line : new String(start, StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isBlank()) {
                return START.matcher(line.strip()).matches() || line.charAt(0) != '{' && line.charAt(0) != '(' && LineHead.of(line) != null;
            }
        }
        return false;
    }

    @Override
    public int records() {
        return records.count();
    }

    /** The event of a record, {@code 0 <= index < records()}, or null if it is of another group. */
    public KvmmmuEvent event(int index) {
        return records.event(index);
    }

    /** Task, CPU and time of a record, and the name of its event. */
    public LineHead head(int index) {
        return records.head(index);
    }

    @Override
    public String text(int index) {
        return records.text(index, true);
    }

    @Override
    public int line(int index) {
        return records.line(index);
    }

    /** The lane of a record. */
    public int lane(int index) {
        return records.order().lane(index);
    }

    /** The tasks of the lanes. */
    public List<Task> tasks() {
        return tasks;
    }

    /** Where everything lies among the cells of this trace's machines. */
    public KvmmmuMap map() {
        return map;
    }

    @Override
    public KvmmmuMachine machine() {
        return new KvmmmuMachine(map, records);
    }

    /** How many records are of other groups. */
    public int others() {
        return counts.others();
    }

    @Override
    public List<String> limits() {
        var texts = ResourceBundle.getBundle("org.tablewalk.format.kvmmmu.Texts", Locale.ROOT);
        var sentences = new ArrayList<String>();
        for (String key : List.of("before", "links", "role", "roots", "guest", "tlb", "fast", "order")) {
            sentences.add(texts.getString("limit." + key));
        }
        if (counts.partial() > 0) {
            sentences.add(texts.getString("limit.partial").formatted(counts.partial()));
        }
        if (counts.others() > 0) {
            sentences.add(texts.getString("limit.others").formatted(counts.others()));
        }
        if (counts.skipped() > 0) {
            sentences.add(texts.getString("limit.skipped").formatted(counts.skipped()));
        }
        if (counts.gaps() > 0) {
            sentences.add(texts.getString("limit.gaps").formatted(counts.gaps()));
        }
        return List.copyOf(sentences);
    }
}
