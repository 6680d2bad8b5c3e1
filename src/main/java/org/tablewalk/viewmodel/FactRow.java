package org.tablewalk.viewmodel;

/**
 * A fact with its subject: "vCPU 2 / TLB copy of 0x4000_8000".
 *
 * @param subject who or what
 * @param text    the fact
 * @param alert   worth the eye: somebody may still use what is gone
 * @param step    a step to go to when it is clicked, or -1
 */
public record FactRow(String subject, String text, boolean alert, long step) { }
