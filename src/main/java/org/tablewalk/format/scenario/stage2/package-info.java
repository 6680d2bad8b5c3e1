/**
 * The members of a scenario file that describe an Arm machine: read, checked, made into the machine, and written back as canonical text.
 *
 * <p>What may not live here: what every scenario has, whatever its machine ({@code format.scenario}), and the other machines.
 */
package org.tablewalk.format.scenario.stage2;
