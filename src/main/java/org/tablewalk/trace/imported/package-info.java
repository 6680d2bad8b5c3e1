/**
 * The state of an import: what a trace from another producer tells of memory, root tables, system registers and locks, as cells.
 *
 * <p>What lives here: where it lies ({@link org.tablewalk.trace.imported.ImportMap}), how it changes
 * ({@link org.tablewalk.trace.imported.ImportedMemory}, {@link org.tablewalk.trace.imported.ImportedRegisters}) and how it is read
 * ({@link org.tablewalk.trace.imported.ImportState}), so that pictures and checks need not know which format a trace came in.
 *
 * <p>What may not: reading any file format, and any verdict.
 */
package org.tablewalk.trace.imported;
