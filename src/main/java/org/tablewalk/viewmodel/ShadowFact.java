package org.tablewalk.viewmodel;

/**
 * A fact in the inspector of shadow pages.
 *
 * @param subject who or what
 * @param text    the fact
 * @param alert   worth the eye
 * @param shown   it is about the very thing that is shown
 * @param goal    what a click looks at, or {@link Chosen#NOTHING}
 * @param step    a step that a click goes to, or -1
 */
public record ShadowFact(String subject, String text, boolean alert, boolean shown, Chosen goal, long step) {
    static ShadowFact plain(String subject, String text) {
        return new ShadowFact(subject, text, false, false, Chosen.NOTHING, -1);
    }

    static ShadowFact alert(String subject, String text) {
        return new ShadowFact(subject, text, true, false, Chosen.NOTHING, -1);
    }

    static ShadowFact to(Chosen goal, String subject, String text) {
        return new ShadowFact(subject, text, false, false, goal, -1);
    }

    /** Whether a click does something. */
    public boolean link() {
        return step >= 0 || goal != Chosen.NOTHING;
    }
}
