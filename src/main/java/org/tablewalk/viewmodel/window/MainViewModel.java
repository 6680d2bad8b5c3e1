package org.tablewalk.viewmodel.window;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.session.Session;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.Highlight;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.defects.Deeds;
import org.tablewalk.viewmodel.defects.DefectsViewModel;
import org.tablewalk.viewmodel.events.EventsViewModel;
import org.tablewalk.viewmodel.inspector.InspectorViewModel;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindTab;
import org.tablewalk.viewmodel.kind.KindViews;
import org.tablewalk.viewmodel.kind.Moment;
import org.tablewalk.viewmodel.kind.Moments;
import org.tablewalk.viewmodel.listing.LabViewModel;
import org.tablewalk.viewmodel.listing.ListingViewModel;
import org.tablewalk.viewmodel.lockstep.LockStepViewModel;
import org.tablewalk.viewmodel.rows.RowsViewModel;
import org.tablewalk.viewmodel.rows.TimelineViewModel;
import org.tablewalk.viewmodel.tlb.TlbEntryViewModel;
import org.tablewalk.viewmodel.tlb.TlbViewModel;
import org.tablewalk.viewmodel.tlb.TlbsViewModel;
import org.tablewalk.viewmodel.verdict.ScheduleViewModel;
import org.tablewalk.viewmodel.verdict.VerdictViewModel;

/** The window's state as a whole: reads the session's latest frame and hands it to the panes. */
public final class MainViewModel {
    private final Session session;
    private final Function<Path, String> kindOf;
    private final SettingsViewModel settings = new SettingsViewModel();
    private final StatusViewModel status = new StatusViewModel();
    private final MotionViewModel motion = new MotionViewModel(settings.stillProperty());
    private final ProblemViewModel problem = new ProblemViewModel();
    private final VerdictViewModel verdict;
    private final ScheduleViewModel schedules;
    private final NearestViewModel nearest;
    private final DefectsViewModel defects;
    private final Deeds deeds;
    private final CentreViewModel centre;
    private final PairViewModel pair;
    private final CountersViewModel counters = new CountersViewModel();
    private final TransportViewModel transport;
    private final ListingViewModel listing;
    private final LabViewModel lab;
    private final MovesViewModel moves;
    private final ScenariosViewModel scenarios;
    private final EventsViewModel events;
    private final InspectorViewModel inspector;
    private final ParametersViewModel parameters;
    private final TimelineViewModel timeline;
    private final TlbViewModel tlb;
    private final TlbsViewModel tlbs;
    private final TlbEntryViewModel tlbEntry;
    private final RowsViewModel rows;
    private final Highlight links;
    private final LegendViewModel legend;
    private final SeekBarViewModel seekBar;
    private final LinkViewModel link;
    private final LockStepViewModel lockStep;
    private final TablesSaver tables;
    private final List<UiCommand> entryCommands;
    private final List<UiCommand> laneCommands;
    private final Cadence cadence;
    private final Pulse pulse;
    private Runnable chooseFile = () -> {};

    /**
     * The state of a window on a session.
     *
     * @param kinds   of subjects that can be shown; the first one's panes are there while nothing is open
     * @param kindOf  what a file looks like before it is opened: {@code scenario}, the name of a kind, or {@code unknown}
     * @param shipped the scenarios to offer
     */
    public MainViewModel(Session session, List<KindViews> kinds, Function<Path, String> kindOf, List<ScenarioItem> shipped, Messages messages) {
        this(session, kinds, kindOf, shipped, messages, System::nanoTime);
    }

    /** The same with a clock of its own, in nanoseconds: lists are brought up to date at most ten times a second while playing. */
    MainViewModel(Session session, List<KindViews> kinds, Function<Path, String> kindOf, List<ScenarioItem> shipped, Messages messages, LongSupplier clock) {
        this.session = session;
        this.kindOf = kindOf;
        defects = new DefectsViewModel(problem::tell, messages);
        deeds = new Deeds(messages);
        cadence = new Cadence(clock);
        FontMetrics metrics = FontMetrics.load();
        pair = new PairViewModel(new Moments(List.copyOf(kinds), messages), messages);
        transport = new TransportViewModel(this::send);
        verdict = new VerdictViewModel(metrics, transport::seek, this::look, messages);
        nearest = new NearestViewModel(this::send, verdict.wrongProperty(), pair::keepThis);
        schedules = new ScheduleViewModel(this::send, verdict::sentence, messages);
        listing = new ListingViewModel(transport.cpuProperty()::set);
        lab = new LabViewModel(this::send, messages);
        moves = new MovesViewModel(this::send, messages);
        scenarios = new ScenariosViewModel(this::send, shipped, () -> chooseFile.run());
        events = new EventsViewModel(transport::seek);
        parameters = new ParametersViewModel(this::send);
        seekBar = new SeekBarViewModel(metrics, transport::seek);
        timeline = new TimelineViewModel(metrics, session::send, transport::seek, transport.cpuProperty()::set);
        legend = new LegendViewModel(metrics, settings.legendProperty());
        inspector = new InspectorViewModel(metrics, transport::seek, address -> session.send(new Command.Watch(address)));
        tlbEntry = new TlbEntryViewModel(inspector, messages);
        tlb = new TlbViewModel(metrics, messages, tlbEntry::inspect);
        tlbs = new TlbsViewModel(metrics, messages);
        rows = new RowsViewModel(timeline, metrics, this::openTlb, tlbEntry::inspect, inspector);
        links = new Highlight(rows::related);
        rows.link(links);
        tlb.link(links);
        for (CanvasViewModel canvas : List.of(seekBar, rows, tlb, pair.canvas())) {
            canvas.flag(verdict.signs());
        }
        inspector.questionProperty().addListener((property, before, now) -> {
            if (!now.isEmpty()) {
                settings.detailsProperty().set(true);
                settings.rightTabProperty().set(0);
            }
        });
        entryCommands = List.of(UiCommand.of("entry.next", inspector.selectedProperty(), () -> inspector.change(1)),
                UiCommand.of("entry.previous", inspector.selectedProperty(), () -> inspector.change(-1)),
                UiCommand.of("explain.fault", transport.openProperty(), this::explain));
        link = new LinkViewModel(this::frame, this::send, status::engine, problem, messages);
        tables = new TablesSaver(this::shown, problem, messages);
        lockStep = new LockStepViewModel(this::send, metrics, List.copyOf(kinds), messages);
        centre = new CentreViewModel(lockStep::tables);
        laneCommands = TimelineViewModel.commands(() -> lockStep.active() ? lockStep.timeline() : timeline);
        Bench bench = new Bench(metrics, messages, inspector, this::send, timeline::pin);
        pulse = new Pulse(this, session, List.copyOf(kinds), bench, cadence, messages);
        status.title(messages.text("title.nothing"));
        pulse.open(kinds.getFirst(), null);
        transport.cpuProperty().addListener((property, before, now) -> pulse.cpu());
        events.activeProperty().addListener((property, before, now) -> pulse.events());
    }

    private void explain() {
        send(new Command.Explain(-1, shown().faulting(transport.cpuProperty().get())));
    }

    private void look(long entry) {
        pulse.panes().look(entry);
    }

    private Moment shown() {
        return pulse.shown();
    }

    private Frame frame() {
        return shown() == null ? null : shown().frame();
    }

    /** Sends a command; what comes of it is shown at once. */
    void send(Command command) {
        cadence.commanded();
        motion.commanded(command);
        defects.did(deeds.text(command));
        session.send(command);
    }

    /** Reads the latest frame; once per pulse. Returns whether there was a new one. */
    public boolean refresh() {
        boolean fresh = defects.guard("state", pulse::read, false);
        defects.refresh();
        return fresh;
    }

    /** Waits for what is worked out beside the frames: for a picture that is to be whole. */
    public void settle() throws InterruptedException {
        pulse.panes().settle();
    }

    /** What choosing a file means: set by whoever owns the window. */
    public void onChooseFile(Runnable choose) {
        chooseFile = choose;
    }

    /** Opens a file. What is wrong with it will be told by {@link #problem}. */
    public void open(Path file) {
        send(new Command.OpenFile(file));
    }

    /** What a file looks like before it is opened: {@code scenario}, the name of a kind, or {@code unknown}. Keys of messages. */
    public String kindOf(Path file) {
        return kindOf.apply(file);
    }

    /** Writes the tables shown for other tools. */
    public TablesSaver tables() {
        return tables;
    }

    /** Links to what is shown. */
    public LinkViewModel link() {
        return link;
    }

    public SettingsViewModel settings() {
        return settings;
    }

    /** The texts about the run as a whole. */
    public StatusViewModel status() {
        return status;
    }

    public ProblemViewModel problem() {
        return problem;
    }

    /** What the program itself did wrong. */
    public DefectsViewModel defects() {
        return defects;
    }

    /** The way to a run that goes well. */
    public NearestViewModel nearest() {
        return nearest;
    }

    /** The verdict on every schedule. */
    public ScheduleViewModel schedules() {
        return schedules;
    }

    /** The verdict on the run, and what was found in it. */
    public VerdictViewModel verdict() {
        return verdict;
    }

    public TransportViewModel transport() {
        return transport;
    }

    public ListingViewModel listing() {
        return listing;
    }

    /** What can be done to lines of listings. */
    public LabViewModel lab() {
        return lab;
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

    /** What the open kind of subject has of its own: the picture in the middle, and tabs. */
    public CentreViewModel centre() {
        return centre;
    }

    /** The names of the tabs at the bottom, in their order. */
    public List<String> bottomTabs() {
        return Stream.concat(SettingsViewModel.BOTTOM_TABS.stream(), centre.tabs().stream().map(KindTab::name)).toList();
    }

    /** The tables at another moment beside those in the middle. */
    public PairViewModel pair() {
        return pair;
    }

    /** Next and previous write of what is inspected. */
    public List<UiCommand> entryCommands() {
        return entryCommands;
    }

    /** Zoom in, zoom out, left, right: of the lanes that are shown. */
    public List<UiCommand> laneCommands() {
        return laneCommands;
    }

    /** What the last step looks like in motion. */
    public MotionViewModel motion() {
        return motion;
    }

    public TimelineViewModel timeline() {
        return timeline;
    }

    public TlbViewModel tlb() {
        return tlb;
    }

    /** The TLBs of all CPUs as tables. */
    public TlbsViewModel tlbs() {
        return tlbs;
    }

    /** A row for each CPU: lane and TLB. */
    public RowsViewModel rows() {
        return rows;
    }

    private void openTlb(int cpu) {
        tlb.cpuProperty().set(cpu);
        settings.bottomTabProperty().set(SettingsViewModel.TLB_TAB);
    }

    public LegendViewModel legend() {
        return legend;
    }

    /** Machines side by side. */
    public LockStepViewModel lockStep() {
        return lockStep;
    }

    TlbEntryViewModel tlbEntry() {
        return tlbEntry;
    }

    /** What belongs to what is pointed at. */
    Highlight links() {
        return links;
    }

    public SeekBarViewModel seekBar() {
        return seekBar;
    }
}
