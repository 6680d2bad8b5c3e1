package org.tablewalk.viewmodel.verdict;

import org.tablewalk.check.judge.Finding;

/**
 * A row of the list of findings: a cause with how often it was found, or one finding below it.
 *
 * @param grade   how bad it is
 * @param text    what it is; empty where its cause says it
 * @param step    that shows it, 1-based as everywhere on screen; of a cause its first
 * @param who     what the CPU is called that it is about
 * @param entry   what the entry is called that it is about; may be empty
 * @param count   of a cause how often it was found; of a finding 0
 * @param finding the finding, or the first of the cause
 * @param now     the step shown shows it
 */
public record FindingRow(Standing grade, String text, long step, String who, String entry, int count, Finding finding, boolean now) {
    /** Whether it stands for a cause. */
    public boolean cause() {
        return count > 0;
    }
}
