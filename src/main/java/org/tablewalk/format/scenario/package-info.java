/**
 * The scenario file: a machine, what its tables hold at the start, what its CPUs run, which parameters can be turned, and how the
 * moves are chosen. Reading with the place of every error, writing, checking, and making the machine; the shipped scenarios.
 *
 * <p>What may not live here: hypervisor code (a scenario names listings of {@code kvm} or brings its own), and anything that runs,
 * draws or judges.
 */
package org.tablewalk.format.scenario;
