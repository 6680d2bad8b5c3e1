package org.tablewalk.view;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.IntegerProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.tablewalk.viewmodel.MachineKind;
import org.tablewalk.viewmodel.MainViewModel;
import org.tablewalk.viewmodel.Messages;

/** The panes between transport and status bar: left, centre over bottom, right, with splitters between them. */
final class Panes {
    /** Widths of the side panes and height of the bottom pane, in em, and the largest parts of the window they may take. */
    private static final double SIDE = 22.5;
    private static final double SIDE_PART = 0.218;
    private static final double BOTTOM = 24.5;
    private static final double BOTTOM_PART = 0.37;

    /** What each of two canvases side by side asks for; both grow alike. */
    private static final double HALF = 300;

    /** Opacity of what is behind the run. */
    private static final double WAITING = 0.5;

    /** Places among the tabs at the bottom. */
    private static final int TLBS = 1;
    private static final int EVENTS = 2;

    private final MainViewModel model;
    private final SplitPane columns = new SplitPane();
    private final SplitPane middle = new SplitPane();
    private final TabPane left;
    private final TabPane bottom;
    private final TabPane right;
    /** Tabs at the bottom that only an x86 machine has. */
    private final List<Tab> shadowTabs;
    private final CentrePane centre;

    Panes(MainViewModel model, ControlFactory controls, PaintContext context) {
        this.model = model;
        Messages messages = controls.messages();
        left = tabs("left", controls.tab("listing", new ListingPane(model.listing(), messages)),
                controls.tab("moves", new MovesPane(model.moves(), controls)),
                controls.tab("scenarios", new ScenariosPane(model.scenarios(), controls)));
        centre = new CentrePane(model, controls, context);
        bottom = tabs("bottom", controls.tab("timeline", new DrawingView(model.timeline(), context, "timeline", messages.text("tab.timeline"))),
                controls.tab("tlbs", new TlbPane(model.tlb(), controls, context)),
                controls.tab("events", new EventsPane(model.events(), messages)),
                controls.tab("counters", ControlFactory.scrolling(new CountersPane(model.counters()), messages.text("tab.counters"))));
        shadowTabs = List.of(controls.tab("hash", hash(controls, context, model)), controls.tab("designs", designs(controls, context, model)));
        right = tabs("right", controls.tab("inspector", inspector(controls, context)),
                controls.tab("machine", new MachinePane(model.parameters(), controls)));
        model.centre().kindProperty().addListener((property, before, now) -> showShadowTabs(now));
        showShadowTabs(model.centre().kindProperty().get());
        waitsForTheRun(left);
        waitsForTheRun(right);
        select(left, model.settings().leftTabProperty());
        select(bottom, model.settings().bottomTabProperty());
        select(right, model.settings().rightTabProperty());
        middle.setOrientation(Orientation.VERTICAL);
        middle.getItems().addAll(centre, bottom);
        SplitPane.setResizableWithParent(bottom, false);
        model.tlb().activeProperty().bind(model.settings().bottomTabProperty().isEqualTo(TLBS));
        model.events().activeProperty().bind(model.settings().bottomTabProperty().isEqualTo(EVENTS));
        Node leftSide = leftSide(messages);
        columns.getItems().addAll(leftSide, middle, right);
        SplitPane.setResizableWithParent(leftSide, false);
        SplitPane.setResizableWithParent(right, false);
        columns.getStyleClass().add("columns");
        model.settings().detailsProperty().addListener((property, before, now) -> showRight(now));
        model.settings().scaleProperty().addListener((property, before, now) -> place(columns.getWidth(), middle.getHeight()));
        model.scenarios().openRequests().addListener((property, before, now) -> model.settings().leftTabProperty().set(0));
    }

    /** The inspector of the kind of machine that is open. */
    private Node inspector(ControlFactory controls, PaintContext context) {
        var arm = new InspectorPane(model.inspector(), controls, context);
        var x86 = new ShadowInspectorPane(model.shadowInspector(), controls, context);
        x86.visibleProperty().bind(model.centre().kindProperty().isEqualTo(MachineKind.X86));
        arm.visibleProperty().bind(x86.visibleProperty().not());
        return new StackPane(arm, x86);
    }

    private static Node hash(ControlFactory controls, PaintContext context, MainViewModel model) {
        var buckets = new DrawingView(model.hash(), context, "hash", controls.messages().text("tab.hash"));
        var reverse = new DrawingView(model.reverseMap(), context, "reverseMap", controls.messages().text("tab.reverse"));
        var box = new HBox(buckets, reverse);
        for (DrawingView view : List.of(buckets, reverse)) {
            HBox.setHgrow(view, Priority.ALWAYS);
            view.setPrefWidth(HALF);
            view.setMinWidth(0);
        }
        return box;
    }

    private static Node designs(ControlFactory controls, PaintContext context, MainViewModel model) {
        var help = ControlFactory.text("help");
        help.setText(controls.messages().text("truth.help"));
        help.getStyleClass().add("truth-help");
        var table = new DrawingView(model.designs(), context, "designs", controls.messages().text("tab.designs"));
        table.setMinHeight(0);
        VBox.setVgrow(table, Priority.ALWAYS);
        return new VBox(help, table);
    }

    private void showShadowTabs(MachineKind kind) {
        if (kind != MachineKind.X86) {
            bottom.getTabs().removeAll(shadowTabs);
        } else if (!bottom.getTabs().containsAll(shadowTabs)) {
            bottom.getTabs().addAll(shadowTabs);
        }
    }

    /** Pale while a run goes on that its lists do not follow. */
    private void waitsForTheRun(Node pane) {
        pane.opacityProperty().bind(Bindings.when(model.transport().busyProperty()).then(WAITING).otherwise(1.0));
    }

    private Node leftSide(Messages messages) {
        var sentence = new Label();
        sentence.setId("sentence");
        sentence.getStyleClass().add("sentence");
        sentence.setWrapText(true);
        sentence.textProperty().bind(model.sentenceProperty());
        sentence.setMaxWidth(Double.MAX_VALUE);
        // Room for three lines whether or not they are needed: the listing above must not jump from step to step.
        sentence.minHeightProperty().bind(Bindings.createDoubleBinding(
                () -> Math.max(6.2 * Appearance.em(model.settings()), sentence.prefHeight(left.getWidth())),
                model.sentenceProperty(), left.widthProperty(), model.settings().scaleProperty()));
        sentence.setAccessibleHelp(messages.text("sentence.help"));
        VBox.setVgrow(left, Priority.ALWAYS);
        return new VBox(left, sentence);
    }

    private static TabPane tabs(String id, Tab... tabs) {
        var pane = new TabPane(tabs);
        pane.setId(id);
        pane.getStyleClass().addAll("pane-tabs", id + "-tabs");
        pane.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        pane.setMinWidth(0);
        return pane;
    }

    private static void select(TabPane tabs, IntegerProperty chosen) {
        tabs.getSelectionModel().select(chosen.get());
        chosen.addListener((property, before, now) -> tabs.getSelectionModel().select(now.intValue()));
        tabs.getSelectionModel().selectedIndexProperty().addListener((property, before, now) -> chosen.set(now.intValue()));
    }

    /** Puts the splitters where they belong in a space of that size. */
    void place(double width, double height) {
        double em = Appearance.em(model.settings());
        double side = Math.min(SIDE * em, SIDE_PART * width);
        double low = Math.min(BOTTOM * em, BOTTOM_PART * height);
        if (columns.getItems().contains(right)) {
            columns.setDividerPositions(side / width, 1 - side / width);
        } else {
            columns.setDividerPositions(side / width);
        }
        middle.setDividerPositions(1 - low / height);
    }

    private void showRight(boolean shown) {
        if (shown && !columns.getItems().contains(right)) {
            columns.getItems().add(right);
        } else if (!shown) {
            columns.getItems().remove(right);
        }
        place(columns.getWidth(), middle.getHeight());
    }

    Parent root() {
        return columns;
    }

    /** The panes that F6 goes through. */
    private List<Node> stops() {
        return List.of(left, centre.canvas(), bottom, right);
    }

    /** Moves the focus to the next pane, or the one before. */
    void focusNext(int direction, Node owner) {
        List<Node> stops = stops();
        int at = -1;
        for (Node n = owner; n != null && at < 0; n = n.getParent()) {
            at = stops.indexOf(n);
        }
        Node next = stops.get(Math.floorMod(at < 0 ? 0 : at + direction, stops.size()));
        if (next instanceof TabPane tabs) {
            Node content = tabs.getSelectionModel().getSelectedItem().getContent();
            (content.isFocusTraversable() ? content : tabs).requestFocus();
        } else {
            next.requestFocus();
        }
    }

    /** The canvas that has the focus when the window opens. */
    Node first() {
        return centre.canvas();
    }
}
