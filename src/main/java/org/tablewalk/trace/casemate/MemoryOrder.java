package org.tablewalk.trace.casemate;

/** How a recorded write is ordered after the accesses before it. */
public enum MemoryOrder { PLAIN, RELEASE }
