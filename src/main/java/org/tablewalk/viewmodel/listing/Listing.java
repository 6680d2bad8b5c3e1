package org.tablewalk.viewmodel.listing;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.machine.listing.Program;

/** What the actors of a subject run, at one moment. */
public sealed interface Listing {
    /** Nothing that could be shown. */
    record None() implements Listing {}

    /**
     * Routines of a program.
     *
     * @param intrinsics what they can call
     * @param cpus       those that have or had something to run
     */
    record Code(Program program, Intrinsics intrinsics, List<ListingCpu> cpus) implements Listing {}

    /**
     * Records of a trace, told by their index.
     *
     * @param next   the record that comes next
     * @param count  of all
     * @param lane   the thread of a record
     * @param number of the record's line in the file
     * @param told   the record in the words of a listing
     */
    record Records(int next, int count, IntUnaryOperator lane, IntUnaryOperator number, IntFunction<String> told) implements Listing {}
}
