/**
 * What the window shows and what it can be told to do, without a window. Here stands what every pane needs: the canvas, the command, messages and
 * numbers; the panes stand in the packages below, those of the whole window on top in {@code viewmodel.window}. A view model reads frames of the session,
 * asks the picture room for layouts, and never knows its view; everything runs and is tested without a toolkit.
 *
 * <p>What may not live here, nor below: nodes, colours of controls, fonts, anything from {@code javafx.scene} or {@code javafx.stage};
 * threads; rules of the machine.
 */
package org.tablewalk.viewmodel;
