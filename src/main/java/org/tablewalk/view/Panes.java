package org.tablewalk.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.property.IntegerProperty;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.view.canvas.PaintContext;
import org.tablewalk.view.lab.LabBar;
import org.tablewalk.view.lab.LineMenu;
import org.tablewalk.view.lockstep.RunDrag;
import org.tablewalk.view.room.Folding;
import org.tablewalk.view.verdict.VerdictPane;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.kind.KindTab;
import org.tablewalk.viewmodel.listing.ListingRow;
import org.tablewalk.viewmodel.window.MainViewModel;
import org.tablewalk.viewmodel.window.SettingsViewModel;

/** The panes between transport and status bar: left, centre and right over the bottom pane, with splitters between them, and the sentence under all. */
final class Panes {
    /** Widths of the side panes and height of the bottom pane, in em, and the largest parts of the window they may take. */
    private static final double SIDE = 22.5;
    private static final double SIDE_PART = 0.218;
    private static final double ONE_SIDE_PART = 0.34;
    private static final double BOTTOM = 22.3;
    private static final double BOTTOM_PART = 0.4;
    /** Width in em from which the sentence on a step usually fits into one line. */
    private static final double WIDE = 92;
    /** What each of two canvases side by side asks for; both grow alike. */
    private static final double HALF = 300;
    /** Opacity of what is behind the run. */
    private static final double WAITING = 0.5;

    private final MainViewModel model;
    private final SplitPane columns = new SplitPane();
    private final SplitPane storeys = new SplitPane();
    private final VBox root;
    private final ListingPane listing;
    private final TabPane left;
    private final TabPane bottom;
    private final TabPane right;
    /** The tabs that belong to each pane, wherever they are now; and the one that the tables are in where there is no other room. */
    private final List<Tab> leftTabs;
    private final List<Tab> rightTabs;
    private final List<Tab> bottomTabs;
    private final Tab tables;
    /** Tabs at the bottom that only some kinds of subjects have. */
    private final Map<KindTab, Tab> kindTabs = new HashMap<>();
    private final CentrePane centre;
    private Folding folding = new Folding(2, false, true, true);

    Panes(MainViewModel model, ControlFactory controls, PaintContext context) {
        this.model = model;
        Messages messages = controls.messages();
        var drag = new RunDrag(model.scenarios()::beside);
        listing = new ListingPane(model.listing(), new LineMenu(model.lab(), messages), model.verdict(), messages);
        VBox.setVgrow(listing, Priority.ALWAYS);
        left = tabs("left", controls.tab("listing", new VBox(listing, new LabBar(model.lab(), messages))),
                controls.tab("moves", new MovesPane(model.moves(), controls)),
                controls.tab("scenarios", new ScenariosPane(model.scenarios(), drag, controls)));
        centre = new CentrePane(model, controls, context);
        drag.centre(centre);
        bottom = tabs("bottom", controls.tab("rows", new DrawingView(model.rows(), context, "rows", messages.text("tab.rows"))),
                controls.tab("tlbs", new TlbPane(model.tlb(), controls, context)),
                controls.tab("events", new EventsPane(model.events(), messages)),
                controls.tab("counters", ControlFactory.scrolling(new CountersPane(model.counters()), messages.text("tab.counters"))),
                controls.tab("verdict", new VerdictPane(model.verdict(), model.schedules(), messages)));
        right = tabs("right", controls.tab("inspector", new InspectorPane(model.inspector(), controls, context)),
                controls.tab("machine", new MachinePane(model.parameters(), controls)));
        model.centre().tabsProperty().addListener((property, before, now) -> showTabs(now, controls, context));
        leftTabs = List.copyOf(left.getTabs());
        rightTabs = List.copyOf(right.getTabs());
        bottomTabs = new ArrayList<>(bottom.getTabs());
        tables = controls.tab("tables", null);
        showTabs(model.centre().tabsProperty().get(), controls, context);
        waitsForTheRun(left);
        waitsForTheRun(right);
        select(leftTabs, model.settings().leftTabProperty());
        select(bottomTabs, model.settings().bottomTabProperty());
        select(rightTabs, model.settings().rightTabProperty());
        columns.getItems().addAll(left, centre, right);
        columns.setMinHeight(0);
        columns.getStyleClass().add("columns");
        SplitPane.setResizableWithParent(left, false);
        SplitPane.setResizableWithParent(right, false);
        storeys.setOrientation(Orientation.VERTICAL);
        storeys.getItems().addAll(columns, bottom);
        storeys.getStyleClass().add("columns");
        SplitPane.setResizableWithParent(bottom, false);
        VBox.setVgrow(storeys, Priority.ALWAYS);
        root = new VBox(storeys, sentence(messages));
        model.tlb().activeProperty().bind(model.settings().bottomTabProperty().isEqualTo(SettingsViewModel.TLB_TAB));
        model.events().activeProperty().bind(model.settings().bottomTabProperty().isEqualTo(SettingsViewModel.EVENTS_TAB));
        model.verdict().activeProperty().bind(model.settings().bottomTabProperty().isEqualTo(SettingsViewModel.VERDICT_TAB));
        model.verdict().openRequests().addListener((property, before, now) -> model.settings().bottomTabProperty().set(SettingsViewModel.VERDICT_TAB));
        model.settings().detailsProperty().addListener((property, before, now) -> {
            arrange();
            place(storeys.getWidth(), storeys.getHeight());
        });
        model.scenarios().openRequests().addListener((property, before, now) -> model.settings().leftTabProperty().set(0));
    }

    /** Replaces the tabs of one kind of subject by those of another; a tab of the same name stays chosen. */
    private void showTabs(List<KindTab> tabs, ControlFactory controls, PaintContext context) {
        String chosen = bottom.getSelectionModel().getSelectedItem().getId();
        bottom.getTabs().removeAll(kindTabs.values());
        bottomTabs.removeAll(kindTabs.values());
        for (KindTab tab : tabs) {
            Tab shown = kindTabs.computeIfAbsent(tab, t -> controls.tab(t.name(), content(t, context)));
            bottom.getTabs().add(bottom.getTabs().indexOf(bottomTabs.getLast()) + 1, shown);
            bottomTabs.add(shown);
            follow(shown, bottomTabs, model.settings().bottomTabProperty());
            if (shown.getId().equals(chosen)) {
                bottom.getSelectionModel().select(shown);
            }
        }
    }

    private static Node content(KindTab tab, PaintContext context) {
        var box = new HBox();
        for (KindTab.Pane pane : tab.canvases()) {
            var view = new DrawingView(pane.canvas(), context, pane.id(), pane.name());
            HBox.setHgrow(view, Priority.ALWAYS);
            view.setPrefWidth(HALF);
            view.setMinWidth(0);
            view.setMinHeight(0);
            box.getChildren().add(view);
        }
        if (tab.help().isEmpty()) {
            return box;
        }
        var help = ControlFactory.text("help");
        help.setText(tab.help());
        help.getStyleClass().add("tab-help");
        VBox.setVgrow(box, Priority.ALWAYS);
        return new VBox(help, box);
    }

    /** Pale while a run goes on that its lists do not follow. */
    private void waitsForTheRun(Node pane) {
        pane.opacityProperty().bind(Bindings.when(model.transport().busyProperty()).then(WAITING).otherwise(1.0));
    }

    /** What the last step did, under everything, so that it stays in sight whatever else is chosen. */
    private Node sentence(Messages messages) {
        var sentence = new Label();
        sentence.setId("sentence");
        sentence.getStyleClass().add("sentence");
        sentence.setWrapText(true);
        // A stop of its own for whoever listens to a reader of the screen.
        sentence.setFocusTraversable(true);
        sentence.textProperty().bind(model.status().sentenceProperty());
        sentence.setMaxWidth(Double.MAX_VALUE);
        // Room for as many lines as sentences usually need at this width, whether or not this one does: what is above must not jump from step to step.
        sentence.minHeightProperty().bind(Bindings.createDoubleBinding(
                () -> Math.max(sentenceRoom(storeys.getWidth()), storeys.getWidth() > 0 ? sentence.prefHeight(storeys.getWidth()) : 0),
                model.status().sentenceProperty(), storeys.widthProperty(), model.settings().scaleProperty()));
        sentence.setAccessibleHelp(messages.text("sentence.help"));
        return sentence;
    }

    private double sentenceRoom(double width) {
        double em = Appearance.em(model.settings());
        return (width < WIDE * em ? 2 : 1) * 1.4 * em + 0.9 * em;
    }

    private static TabPane tabs(String id, Tab... tabs) {
        var pane = new TabPane(tabs);
        pane.setId(id);
        pane.getStyleClass().addAll("pane-tabs", id + "-tabs");
        pane.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        pane.setMinWidth(0);
        return pane;
    }

    private static void select(List<Tab> tabs, IntegerProperty chosen) {
        choose(tabs, chosen.get());
        chosen.addListener((property, before, now) -> choose(tabs, now.intValue()));
        List.copyOf(tabs).forEach(tab -> follow(tab, tabs, chosen));
    }

    private static void choose(List<Tab> tabs, int index) {
        Tab tab = index < 0 || index >= tabs.size() ? null : tabs.get(index);
        if (tab != null && tab.getTabPane() != null) {
            tab.getTabPane().getSelectionModel().select(tab);
        }
    }

    /** A tab that is chosen is the chosen one of those that belong together; in another pane all of them may be unchosen. */
    private static void follow(Tab tab, List<Tab> tabs, IntegerProperty chosen) {
        tab.selectedProperty().addListener((property, before, now) -> {
            if (now && tabs.contains(tab)) {
                chosen.set(tabs.indexOf(tab));
            }
        });
    }

    /** The window has another size, in pixels: panes become tabs or come back as there is room for them. Returns what there is room for. */
    Folding fit(double width, double height) {
        double em = Appearance.em(model.settings());
        Folding now = Folding.of(width / em, height / em);
        if (!now.equals(folding)) {
            folding = now;
            arrange();
        }
        return now;
    }

    private void arrange() {
        boolean flat = folding.flat();
        int wantedLeft = model.settings().leftTabProperty().get();
        int wantedBottom = model.settings().bottomTabProperty().get();
        int wantedRight = model.settings().rightTabProperty().get();
        List<Node> across = new ArrayList<>(folding.sides() > 0 ? List.of(left) : List.of());
        across.add(flat ? bottom : centre);
        if (folding.sides() > 1 && model.settings().detailsProperty().get()) {
            across.add(right);
        }
        List<Node> down = flat ? List.of(columns) : List.of(columns, bottom);
        bottom.getTabs().remove(tables);
        tables.setContent(null);
        // A node has one parent, so who gives it up comes first. What stays is not touched: a SplitPane forgets its dividers with its items.
        columns.getItems().retainAll(across);
        storeys.getItems().retainAll(down);
        if (!columns.getItems().equals(across)) {
            columns.getItems().setAll(across);
        }
        if (!storeys.getItems().equals(down)) {
            storeys.getItems().setAll(down);
        }
        tables.setContent(flat ? centre : null);
        move(leftTabs, folding.sides() > 0 ? left : bottom);
        move(rightTabs, folding.sides() > 1 ? right : folding.sides() > 0 ? left : bottom);
        centre.legend(folding.legend());
        choose(rightTabs, wantedRight);
        choose(leftTabs, wantedLeft);
        choose(bottomTabs, wantedBottom);
        if (flat) {
            bottom.getTabs().addFirst(tables);
            bottom.getSelectionModel().select(tables);
        }
    }

    private static void move(List<Tab> tabs, TabPane to) {
        for (Tab tab : tabs) {
            if (tab.getTabPane() != to) {
                if (tab.getTabPane() != null) {
                    tab.getTabPane().getTabs().remove(tab);
                }
                to.getTabs().add(tab);
            }
        }
    }

    /** Puts the splitters where they belong in a space of that size. */
    void place(double width, double height) {
        double em = Appearance.em(model.settings());
        double side = Math.min(SIDE * em, (folding.sides() > 1 ? SIDE_PART : ONE_SIDE_PART) * width);
        double low = Math.min(BOTTOM * em, BOTTOM_PART * height);
        if (columns.getItems().size() > 2) {
            columns.setDividerPositions(side / width, 1 - side / width);
        } else {
            columns.setDividerPositions(side / width);
        }
        storeys.setDividerPositions(1 - low / height);
        // A divider that has just come takes the place of an empty pane in its first layout, whatever it was told before.
        storeys.layout();
        storeys.setDividerPositions(1 - low / height);
    }

    Parent root() {
        return root;
    }

    /** Where the line stands, in the scene, that a CPU executed last or executes next; null if it does not show. */
    Bounds line(int cpu, boolean next) {
        return listing.line(cpu, next ? ListingRow.Mark.NEXT : ListingRow.Mark.DONE);
    }

    /** The canvas that has the focus when the window opens. */
    Node first() {
        return centre.canvas();
    }
}
