/**
 * What the actors run, as rows: lines of listings with the instructions made of them, or records of a trace.
 *
 * <p>What may not live here: which CPUs a machine has and what its records say; kinds hand that in as a {@link org.tablewalk.viewmodel.listing.Listing}.
 */
package org.tablewalk.viewmodel.listing;
