/**
 * What the window shows and what it can be told to do, without a window: observable state and commands of every pane. A view
 * model reads frames of the session, asks the picture room for layouts, and never knows its view; everything here runs and is
 * tested without a toolkit.
 *
 * <p>What may not live here: nodes, colours of controls, fonts, anything from {@code javafx.scene} or {@code javafx.stage};
 * threads; rules of the machine.
 */
package org.tablewalk.viewmodel;
