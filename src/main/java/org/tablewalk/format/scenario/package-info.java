/**
 * The scenario file: a machine, what its tables hold at the start, what its CPUs run, which parameters can be turned, and how the
 * moves are chosen. Reading with the place of every error, writing, checking, and making the machine; the shipped scenarios.
 *
 * <p>A scenario can say what it is judged by: which lock guards which entries, and which rules ({@link org.tablewalk.check.judge.Rule}) some run breaks or none does. The smallest example of
 * each rule ships here.
 *
 * <p>What may not live here: hypervisor code (a scenario names listings of {@code kvm} or brings its own), and anything that runs,
 * draws or judges.
 */
package org.tablewalk.format.scenario;
