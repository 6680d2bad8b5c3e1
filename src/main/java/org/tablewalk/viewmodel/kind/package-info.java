/**
 * What the window asks of every kind of subject: the views ({@link org.tablewalk.viewmodel.kind.KindViews}), the reading of a frame
 * ({@link org.tablewalk.viewmodel.kind.Reading}) and the panes of its own ({@link org.tablewalk.viewmodel.kind.KindPanes}).
 *
 * <p>What may not live here: any kind, and anything that only one needs.
 */
package org.tablewalk.viewmodel.kind;
