/**
 * Arm's stage-2 translation as pure functions on words: descriptors, geometry, the TLBI operand, permission bits.
 *
 * <p>Everything here is computed from its arguments alone; the functions on {@code long} words allocate nothing, because
 * the simulated machine calls them at every step. No state, no memory, no machine, no parsing of files and no toolkit may
 * live here, and nothing but the JDK may be used.
 */
package org.tablewalk.arch.arm64;
