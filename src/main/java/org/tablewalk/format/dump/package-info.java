/**
 * The text of a kernel's {@code stage2_page_tables}: read into a tree of runs, and written line by line as the kernel writes it.
 *
 * <p>What lives here: the column styles of the kernels that print one ({@link org.tablewalk.format.dump.ColumnStyle}), the reader, what
 * follows for granule and size, and the state machine that writes. Source: Linux {@code arch/arm64/kvm/ptdump.c} and
 * {@code arch/arm64/mm/ptdump.c}.
 *
 * <p>What may not: pictures, and how the tables of our own machines are walked; the writer is told leaf by leaf.
 */
package org.tablewalk.format.dump;
