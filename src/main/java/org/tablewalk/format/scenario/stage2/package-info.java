/**
 * The members of a scenario file that describe an Arm machine: read, checked, made into the machine, and written back as canonical text. And walker
 * cases, which are scenarios of the walker lab in another form: a tree, a range, flags and what a callback does, as one JSON object.
 *
 * <p>What may not live here: what every scenario has, whatever its machine ({@code format.scenario}), the other machines, and how a walk goes: that is the
 * listing's, and a machine runs it.
 */
package org.tablewalk.format.scenario.stage2;
