package org.tablewalk.viewmodel.twotrees;

import java.util.List;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.session.Subject;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.inspector.InspectorViewModel;
import org.tablewalk.viewmodel.inspector.Sheet;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindPanes;
import org.tablewalk.viewmodel.kind.KindTab;
import org.tablewalk.viewmodel.kind.Moment;
import org.tablewalk.viewmodel.kind.Pin;

/**
 * The panes of a subject with a guest's tables and shadow tables: the two trees, the hash with the reverse map, the truth table of the role designs. While
 * nothing is selected the inspector follows what was touched last.
 */
public final class TwoTreesPanes implements KindPanes {
    private final TwoTreesViewModel trees;
    private final HashViewModel hash;
    private final HashViewModel reverseMap;
    private final DesignsViewModel designs;
    private final InspectorViewModel inspector;
    private final Bench bench;
    private final Messages messages;
    private final List<KindTab> tabs;
    private Chosen chosen = Chosen.NOTHING;
    private Chosen followed = Chosen.NOTHING;
    private Chosen shown = Chosen.NOTHING;
    private ShadowSource.Page page;
    private TwoTreesReading inspected;

    /** Panes for one window. */
    public TwoTreesPanes(Bench bench) {
        this.bench = bench;
        inspector = bench.inspector();
        messages = bench.messages();
        trees = new TwoTreesViewModel(bench.metrics());
        hash = HashViewModel.buckets(bench.metrics(), trees::choose);
        reverseMap = HashViewModel.reverseMap(bench.metrics(), trees::choose);
        designs = new DesignsViewModel(bench.metrics(), bench.send(), messages);
        trees.chosenProperty().addListener((property, before, now) -> {
            chosen = now;
            fill();
        });
        tabs = List.of(new KindTab("hash", "", List.of(new KindTab.Pane("hash", messages.text("tab.hash"), hash),
                new KindTab.Pane("reverseMap", messages.text("tab.reverse"), reverseMap))),
                new KindTab("designs", messages.text("truth.help"), List.of(new KindTab.Pane("designs", messages.text("tab.designs"), designs))));
    }

    @Override
    public CentreCanvas centre() {
        return trees;
    }

    @Override
    public void compare(Moment other) {
        trees.compare(other);
    }

    @Override
    public Drawing compared(double width, double height) {
        return trees.compared(width, height);
    }

    @Override
    public List<KindTab> tabs(Subject subject) {
        return tabs;
    }

    @Override
    public void open() {
        inspector.open(messages.text("inspector.emptyShadow"), true, goal -> trees.choose((Chosen) goal));
        chosen = Chosen.NOTHING;
        page = null;
        inspected = null;
    }

    @Override
    public List<Runnable> pictures(Moment now, String sentence) {
        return List.of(() -> {
            trees.show(now);
            trees.tell(sentence);
        }, () -> hash.show(now), () -> reverseMap.show(now), () -> designs.show(now));
    }

    @Override
    public void look(long entry) {
        var what = Chosen.Shadow.entry(entry);
        if (inspected != null && inspected.source().page(what.table()) != null) {
            trees.choose(what);
        }
    }

    @Override
    public void inspect(Moment now) {
        inspected = (TwoTreesReading) now.reading();
        followed = inspected.touched();
        fill();
    }

    private void fill() {
        if (inspected == null) {
            return;
        }
        Chosen what = chosen != Chosen.NOTHING ? chosen : followed;
        if (!what.equals(shown)) {
            shown = what;
            hash.about(what);
            reverseMap.about(what);
        }
        show(what instanceof Chosen.Shadow s ? inspected.source().page(s.table()) : null);
        inspector.show(inspected.frame(), inspected.hostAddress(what), sheet(what), chosen == Chosen.NOTHING ? messages.text("inspector.followingShadow") : "");
    }

    /** The page that is inspected has a lane of its own. */
    private void show(ShadowSource.Page now) {
        if (now == null ? page != null : !now.equals(page)) {
            page = now;
            bench.pin().accept(now == null ? Pin.NONE : new Pin(inspected.header(now), messages.text("shadow.page", now.id())));
        }
    }

    private Sheet sheet(Chosen what) {
        var facts = new ShadowFacts(inspected, messages);
        return switch (what) {
            case Chosen.Nothing n -> Sheet.EMPTY;
            case Chosen.Shadow s when s.index() != Chosen.WHOLE -> facts.entry(s);
            case Chosen.Shadow s -> page != null ? facts.page(page) : facts.special(s.table());
            case Chosen.Guest g -> g.index() == Chosen.WHOLE ? facts.guestTable(g.table()) : facts.guestEntry(g);
        };
    }
}
