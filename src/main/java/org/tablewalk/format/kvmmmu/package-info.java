/**
 * Text of the x86 {@code kvmmmu} tracepoints: what KVM's shadow MMU and TDP MMU said of themselves on a real machine, as ftrace, trace-cmd report and
 * perf script write it.
 *
 * <p>What lives here: the reader of the text ({@link org.tablewalk.format.kvmmmu.KvmmmuTrace}), its events, and the machine whose only move is "next
 * record" ({@link org.tablewalk.format.kvmmmu.KvmmmuMachine}). What an event says stands in {@link org.tablewalk.format.kvmmmu.EventKind}, once for
 * reading and for writing; the facts are those of arch/x86/kvm/mmu/mmutrace.h (v3.x to v6.x) and of libtraceevent's plugin for kvm.
 *
 * <p>What may not: the state that the events lead to ({@link org.tablewalk.trace.kvmmmu}), and any verdict.
 */
package org.tablewalk.format.kvmmmu;
