package org.tablewalk.viewmodel.kind;

import java.util.function.Consumer;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.inspector.InspectorViewModel;

/**
 * What the panes of a kind get to work with: of the window that they are made for.
 *
 * @param inspector shows what they look at
 * @param send      a command to the engine
 * @param pin       gives something a lane of its own in the timeline
 */
public record Bench(FontMetrics metrics, Messages messages, InspectorViewModel inspector, Consumer<Command> send, Consumer<Pin> pin) {}
