/**
 * Listings: the code that actors run, as the user sees it. The parser and assembler that turn listing text into a
 * {@link org.tablewalk.machine.listing.Program} of int ops, its disassembly, and the {@link org.tablewalk.machine.listing.Interpreter}
 * that executes one op as one micro-step; and what machines whose CPUs run listings share: {@link org.tablewalk.machine.listing.ListingMachine}, where its
 * cells lie and how its state is read.
 *
 * <p>What may not live here: anything of one architecture. What a listing can call is handed in as
 * {@link org.tablewalk.machine.listing.Intrinsics}.
 */
package org.tablewalk.machine.listing;
