package org.tablewalk.view.lockstep;

import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.input.MouseDragEvent;
import org.tablewalk.viewmodel.window.RunRow;

/** A run that is dragged onto another one in the list, or onto the tables of the one shown: both side by side. */
public final class RunDrag {
    /** What becomes of two runs. */
    public interface Beside {
        /**
         * Puts them side by side.
         *
         * @param other onto which the first was dragged, or -1 for the one shown
         */
        void put(int run, int other);
    }

    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("drop");

    private final Beside beside;
    /** What is being dragged, or null. */
    private RunRow dragged;

    public RunDrag(Beside beside) {
        this.beside = beside;
    }

    /** A cell of the list: its run can be dragged, and others onto it. */
    public void cell(ListCell<RunRow> cell, Supplier<RunRow> run) {
        cell.setOnDragDetected(event -> {
            if (run.get() != null) {
                dragged = run.get();
                cell.startFullDrag();
                event.consume();
            }
        });
        target(cell, run);
    }

    /** The tables of the run shown. */
    public void centre(Node centre) {
        target(centre, () -> null);
    }

    private void target(Node node, Supplier<RunRow> run) {
        node.addEventHandler(MouseDragEvent.MOUSE_DRAG_ENTERED, event -> node.pseudoClassStateChanged(TARGET, meant(run.get())));
        node.addEventHandler(MouseDragEvent.MOUSE_DRAG_EXITED, event -> node.pseudoClassStateChanged(TARGET, false));
        node.addEventHandler(MouseDragEvent.MOUSE_DRAG_RELEASED, event -> {
            node.pseudoClassStateChanged(TARGET, false);
            if (meant(run.get())) {
                beside.put(dragged.index(), run.get() == null ? -1 : run.get().index());
            }
            dragged = null;
        });
    }

    /** Whether a drop on a run, or on the tables for null, would do something. */
    private boolean meant(RunRow onto) {
        return dragged != null && (onto == null ? !dragged.shown() : onto.index() != dragged.index());
    }
}
