/**
 * TLBs opened: one CPU's as a table, all of them side by side, and one entry in the inspector. The strips beside the lanes are the rows' of the window.
 *
 * <p>What may not live here: anything of one architecture; its {@link org.tablewalk.picture.TlbTable} says what there is.
 */
package org.tablewalk.viewmodel.tlb;
