/**
 * The state that a trace of KVM's x86 shadow MMU leads to, as cells: shadow pages, tables of entries, guest entries that walks read, and what each task is
 * about.
 *
 * <p>What lives here: where it lies ({@link org.tablewalk.trace.kvmmmu.KvmmmuMap}), how it changes ({@link org.tablewalk.trace.kvmmmu.Faults},
 * {@link org.tablewalk.trace.kvmmmu.ShadowPages} and its tables of entries) and how it is read ({@link org.tablewalk.trace.kvmmmu.KvmmmuState}). Every word has a bit that says
 * whether a record told it. Links are inferred, and stand apart from words, so that nothing inferred is taken for observed.
 *
 * <p>What may not: reading any file format, and any verdict.
 */
package org.tablewalk.trace.kvmmmu;
