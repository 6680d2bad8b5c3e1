package org.tablewalk.viewmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.tablewalk.format.Problem;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.narrate.ImportNarrator;
import org.tablewalk.narrate.KvmmmuNarrator;
import org.tablewalk.narrate.Narrator;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Session;

/** The window's state as a whole: reads the session's latest frame and hands it to the panes. */
public final class MainViewModel {
    /** Nanoseconds between two updates of lists while playing; while running flat out nobody can read them, and only counters are kept up. */
    private static final long DETAILS_EVERY = 180_000_000L;
    /** Nanoseconds between two pictures of a run flat out: more could not be told apart, and each takes time from the run. */
    private static final long RUNNING_EVERY = 200_000_000L;
    /** Nanoseconds after a command during which every new frame is shown. */
    private static final long URGENT = 250_000_000L;
    /** Moves that have a digit. */
    private static final int KEYS = 9;
    /** Bytes of a file by which its kind is recognised. */
    private static final int LOOKED_AT = 1 << 16;

    private final Session session;
    private final Messages messages;
    private final SettingsViewModel settings = new SettingsViewModel();
    private final TransportViewModel transport;
    private final ListingViewModel listing;
    private final MovesViewModel moves;
    private final ScenariosViewModel scenarios;
    private final EventsViewModel events;
    private final CountersViewModel counters;
    private final InspectorViewModel inspector;
    private final ParametersViewModel parameters;
    private final CentreViewModel centre;
    private final ShadowInspectorViewModel shadowInspector;
    private final HashViewModel hash;
    private final HashViewModel reverseMap;
    private final DesignsViewModel designs;
    private final List<UiCommand> entryCommands;
    private final TimelineViewModel timeline;
    private final TlbViewModel tlb;
    private final LegendViewModel legend;
    private final SeekBarViewModel seekBar;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper sentence = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper limits = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper limitsText = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper runHash = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper engine = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problemWhere = new ReadOnlyStringWrapper("");
    private final Moments moments = new Moments(new Designs());
    private final Narrator narrator = new Narrator();
    private final Headings headings;
    private final EventRows eventRows;
    private final LongSupplier clock;
    private Runnable chooseFile = () -> { };
    private Problem shownProblem;
    private long urgentUntil = Long.MIN_VALUE;
    private final Deque<Runnable> staggered = new ArrayDeque<>();
    private Moment shown;
    private boolean behind;
    private long detailsAt;
    private long shownAt;

    /**
     * The state of a window on a session.
     *
     * @param shipped the scenarios to offer
     */
    public MainViewModel(Session session, List<ScenarioItem> shipped, Messages messages) {
        this(session, shipped, messages, System::nanoTime);
    }

    /** The same with a clock of its own, in nanoseconds: lists are brought up to date at most ten times a second while playing. */
    MainViewModel(Session session, List<ScenarioItem> shipped, Messages messages, LongSupplier clock) {
        this.session = session;
        this.messages = messages;
        this.clock = clock;
        FontMetrics metrics = FontMetrics.load();
        headings = new Headings(messages);
        eventRows = new EventRows(messages);
        transport = new TransportViewModel(this::send);
        listing = new ListingViewModel(transport.cpuProperty()::set);
        moves = new MovesViewModel(this::send, messages);
        scenarios = new ScenariosViewModel(this::send, shipped, () -> chooseFile.run());
        events = new EventsViewModel(transport::seek);
        counters = new CountersViewModel();
        parameters = new ParametersViewModel(this::send);
        seekBar = new SeekBarViewModel(metrics, transport::seek);
        timeline = new TimelineViewModel(metrics, session::send, transport::seek, transport.cpuProperty()::set);
        tlb = new TlbViewModel(metrics, messages);
        legend = new LegendViewModel(metrics, settings.legendProperty());
        TreeViewModel tree = new TreeViewModel(metrics, messages);
        ShadowViewModel shadow = new ShadowViewModel(metrics);
        centre = new CentreViewModel(tree, shadow);
        inspector = new InspectorViewModel(metrics, transport::seek, address -> session.send(new Command.Watch(address)), messages);
        shadowInspector = new ShadowInspectorViewModel(metrics, shadow::choose, transport::seek, address -> session.send(new Command.Watch(address)), messages);
        centre.kindProperty().addListener((property, before, now) -> legend.show(now));
        shadow.chosenProperty().addListener((property, before, now) -> shadowInspector.choose(now));
        hash = HashViewModel.buckets(metrics, shadow::choose);
        reverseMap = HashViewModel.reverseMap(metrics, shadow::choose);
        designs = new DesignsViewModel(metrics, this::send, messages);
        shadowInspector.shownProperty().addListener((property, before, now) -> {
            hash.about(now);
            reverseMap.about(now);
        });
        shadowInspector.pageProperty().addListener((property, before, now) -> timeline.pinPage(now == null ? -1 : shown.shadow().header(now),
                now == null ? "" : messages.text("shadow.page", now.id())));
        var written = Bindings.createBooleanBinding(() -> arm() ? inspector.selectedProperty().get() : shadowInspector.selectedProperty().get(),
                centre.kindProperty(), inspector.selectedProperty(), shadowInspector.selectedProperty());
        entryCommands = List.of(UiCommand.of("entry.next", written, () -> changeOfEntry(1)), UiCommand.of("entry.previous", written, () -> changeOfEntry(-1)));
        tree.selectedProperty().addListener((property, before, now) -> {
            inspector.select(now.longValue());
            timeline.pin(now.longValue(), now.longValue() < 0 || shown == null ? "" : eventRows.name(now.longValue(), shown));
        });
        transport.cpuProperty().addListener((property, before, now) -> {
            if (shown != null) {
                listing.show(ListingRows.of(shown, messages, now.intValue()), -1);
            }
        });
        events.activeProperty().addListener((property, before, now) -> showEvents());
        title.set(messages.text("title.nothing"));
    }

    private boolean arm() {
        return centre.kindProperty().get() == MachineKind.ARM;
    }

    private void changeOfEntry(int direction) {
        if (arm()) {
            inspector.change(direction);
        } else {
            shadowInspector.change(direction);
        }
    }

    /** Sends a command; what comes of it is shown at once, also when a run flat out is shown only now and then. */
    private void send(Command command) {
        urgentUntil = clock.getAsLong() + URGENT;
        session.send(command);
    }

    /** Reads the latest frame; once per pulse. Returns whether there was a new one. */
    public boolean refresh() {
        boolean urgent = clock.getAsLong() < urgentUntil;
        if (!staggered.isEmpty() && !urgent) {
            staggered.poll().run();
            return true;
        }
        if (!urgent && shown != null && shown.running() && clock.getAsLong() - shownAt < RUNNING_EVERY) {
            return false;
        }
        Frame frame = session.frame();
        boolean fresh = shown == null || frame.version() != shown.frame().version();
        if (fresh) {
            show(moments.of(frame));
        } else if (behind && due(shown)) {
            showDetails(shown);
        }
        return fresh;
    }

    private void show(Moment now) {
        Moment before = shown;
        Frame frame = now.frame();
        shown = now;
        shownAt = clock.getAsLong();
        if (!now.sameSubject(before)) {
            eventRows.reset();
            transport.cpuProperty().set(0);
        }
        String told = tell(now);
        engine.set(headings.engine(frame));
        transport.show(now.open(), frame.position(), frame.length(), frame.ended(), now.playing(), now.running());
        List<Runnable> pictures = List.of(() -> seekBar.show(frame, told), () -> timeline.show(frame, now.shadow() != null, told), () -> tlb.show(now),
                () -> centre.show(now, told), () -> hash.show(now), () -> reverseMap.show(now), () -> designs.show(now));
        staggered.clear();
        if (now.running() && before != null && before.running() && now.sameSubject(before)) {
            // Flat out nobody compares the panes; one picture a pulse keeps the toolkit's thread free for the user.
            staggered.addAll(pictures);
        } else {
            pictures.forEach(Runnable::run);
        }
        problem(frame.problem());
        if (!now.sameSubject(before)) {
            parameters.show(headings.parameters(frame), headings.about(frame));
            parameters.facts(headings.facts(now));
            showDetails(now);
        } else if (!now.playing() && !now.running() || due(now)) {
            showDetails(now);
        } else {
            behind = true;
            if (now.running()) {
                sentence.set(told);
                runHash.set(headings.hash(frame));
            }
        }
    }

    private boolean due(Moment now) {
        boolean due = clock.getAsLong() - detailsAt >= DETAILS_EVERY;
        if (due && now.running()) {
            detailsAt = clock.getAsLong();
            counters.show(now.frame().keys(), now.frame().counters(), now.frame().position(), now.imported() != null, messages);
            return false;
        }
        return due;
    }

    /** The panes that are made of many controls, which cost more than a canvas. */
    private void showDetails(Moment now) {
        behind = false;
        detailsAt = clock.getAsLong();
        sentence.set(tell(now));
        title.set(headings.title(now.frame()));
        limits.set(headings.limits(now.frame()));
        limitsText.set(headings.limitsText(now));
        runHash.set(headings.hash(now.frame()));
        List<ListingRow> rows = ListingRows.of(now, messages, transport.cpuProperty().get());
        listing.show(rows, next(rows));
        moves.show(moveRows(now), now.frame().position() == now.frame().length());
        scenarios.show(headings.runs(now.frame()));
        if (now.shadow() == null) {
            inspector.show(now);
        } else {
            shadowInspector.show(now);
        }
        counters.show(now.frame().keys(), now.frame().counters(), now.frame().position(), now.imported() != null, messages);
        showEvents();
    }

    private void showEvents() {
        if (shown != null && events.activeProperty().get()) {
            events.show(eventRows.of(shown, sentence.get()));
        }
    }

    private int next(List<ListingRow> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).cpu() == transport.cpuProperty().get() && rows.get(i).mark() == ListingRow.Mark.NEXT) {
                return i;
            }
        }
        return -1;
    }

    private String tell(Moment now) {
        if (!now.open()) {
            return messages.text("sentence.nothing");
        }
        if (now.running()) {
            return messages.text("sentence.running");
        }
        if (now.frame().step() == null) {
            return messages.text("sentence.start", now.frame().subject().title());
        }
        return switch (now.reading()) {
            case Reading.Nothing n -> "";
            case Reading.Arm arm -> narrator.sentence(now.frame().step(), arm.state());
            case Reading.X86 x86 -> x86.narrator().sentence(now.frame().step(), x86.state());
            case Reading.Kvmmmu k -> new KvmmmuNarrator(new TracepointText(k.trace(), messages)::told).sentence(now.frame().step(), k.state());
            case Reading.Import i -> {
                var records = new RecordText(i.trace(), messages);
                yield new ImportNarrator(i.trace().map(), records::told, now.frame().subject()::tlbiName).sentence(now.frame().step())
                        + records.source((int) now.frame().step().position());
            }
        };
    }

    private String tell(int move, Moment now) {
        return switch (now.reading()) {
            case Reading.Nothing n -> "";
            case Reading.Arm arm -> narrator.move(move, arm.state());
            case Reading.X86 x86 -> x86.narrator().move(move, x86.state());
            case Reading.Import i -> new RecordText(i.trace(), messages).line(i.state().next());
            case Reading.Kvmmmu k -> new TracepointText(k.trace(), messages).line(k.state().next());
        };
    }

    private List<MoveRow> moveRows(Moment now) {
        var rows = new ArrayList<MoveRow>();
        for (int move : now.frame().moves()) {
            String key = rows.size() < KEYS ? Integer.toString(rows.size() + 1) : "";
            rows.add(new MoveRow(move, key, tell(move, now), move == now.frame().nextMove()));
        }
        return rows;
    }

    private void problem(Problem now) {
        if (now != null && now != shownProblem) {
            problemWhere.set(now.line() > 0 ? now.file() + ":" + now.line() + ":" + now.column() : now.file());
            problem.set(now.message());
        }
        shownProblem = now;
    }

    /** What choosing a file means: set by whoever owns the window. */
    public void onChooseFile(Runnable choose) {
        chooseFile = choose;
    }

    /** Opens a file. What is wrong with it will be told by {@link #problemProperty}. */
    public void open(Path file) {
        send(new Command.OpenFile(file));
    }

    /**
     * What a file looks like from its first bytes, before it is opened: {@code scenario}, {@code casemate}, {@code kvmmmu} or {@code unknown}. Keys of
     * messages.
     */
    public String kindOf(Path file) {
        try (var in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(LOOKED_AT);
            if (KvmmmuTrace.looksLike(start)) {
                return "kvmmmu";
            }
            for (byte c : start) {
                if (c == '{') {
                    return "scenario";
                } else if (c == '(') {
                    return "casemate";
                } else if (!Character.isWhitespace(c)) {
                    return "unknown";
                }
            }
        } catch (IOException e) {
            return "unknown";
        }
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? "scenario" : "unknown";
    }

    /** Tells about something that went wrong outside the engine. */
    public void tellProblem(String where, String what) {
        problemWhere.set(where);
        problem.set(what);
    }

    /** Takes the message about the problem away. */
    public void dismissProblem() {
        problem.set("");
        problemWhere.set("");
    }

    public SettingsViewModel settings() {
        return settings;
    }

    public TransportViewModel transport() {
        return transport;
    }

    public ListingViewModel listing() {
        return listing;
    }

    public MovesViewModel moves() {
        return moves;
    }

    public ScenariosViewModel scenarios() {
        return scenarios;
    }

    public EventsViewModel events() {
        return events;
    }

    public CountersViewModel counters() {
        return counters;
    }

    public InspectorViewModel inspector() {
        return inspector;
    }

    public ParametersViewModel parameters() {
        return parameters;
    }

    /** The tree, or the two trees, in the middle. */
    public CentreViewModel centre() {
        return centre;
    }

    public TreeViewModel tree() {
        return centre.tree();
    }

    public ShadowViewModel shadow() {
        return centre.shadow();
    }

    /** The inspector of x86 machines. */
    public ShadowInspectorViewModel shadowInspector() {
        return shadowInspector;
    }

    /** The hash of shadow pages. */
    public HashViewModel hash() {
        return hash;
    }

    /** What the reverse map has for the guest frame that is looked at. */
    public HashViewModel reverseMap() {
        return reverseMap;
    }

    /** What every role design says about every kind of page. */
    public DesignsViewModel designs() {
        return designs;
    }

    /** Next and previous write of what is inspected. */
    public List<UiCommand> entryCommands() {
        return entryCommands;
    }

    public TimelineViewModel timeline() {
        return timeline;
    }

    public TlbViewModel tlb() {
        return tlb;
    }

    public LegendViewModel legend() {
        return legend;
    }

    public SeekBarViewModel seekBar() {
        return seekBar;
    }

    /** Scenario, its parameters that matter, seed. */
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** What the last step did. */
    public ReadOnlyStringProperty sentenceProperty() {
        return sentence.getReadOnlyProperty();
    }

    /** What cannot be shown of this run; empty for a run of our own machine. */
    public ReadOnlyStringProperty limitsProperty() {
        return limits.getReadOnlyProperty();
    }

    /** The same in a sentence; what cannot be shown one by one is among the facts about the machine. */
    public ReadOnlyStringProperty limitsTextProperty() {
        return limitsText.getReadOnlyProperty();
    }

    /** The run's hash, shortened. */
    public ReadOnlyStringProperty runHashProperty() {
        return runHash.getReadOnlyProperty();
    }

    /** What the engine does. */
    public ReadOnlyStringProperty engineProperty() {
        return engine.getReadOnlyProperty();
    }

    /** What went wrong; empty if nothing did or it was dismissed. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** File, line and column of it. */
    public ReadOnlyStringProperty problemWhereProperty() {
        return problemWhere.getReadOnlyProperty();
    }
}
