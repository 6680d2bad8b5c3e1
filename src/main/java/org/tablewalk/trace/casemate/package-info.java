/**
 * What a casemate trace tells: its records, and the state of memory, root tables, system registers and locks that they make, as cells.
 *
 * <p>What lives here: the records ({@link org.tablewalk.trace.casemate.CasemateRecord}), where the state lies ({@link org.tablewalk.trace.casemate.ImportMap}), how it changes
 * ({@link org.tablewalk.trace.casemate.ImportedMemory}, {@link org.tablewalk.trace.casemate.ImportedRegisters}) and how it is read
 * ({@link org.tablewalk.trace.casemate.ImportState}), so that pictures and checks need not know how records are written.
 *
 * <p>What may not: reading any file format, and any verdict.
 */
package org.tablewalk.trace.casemate;
