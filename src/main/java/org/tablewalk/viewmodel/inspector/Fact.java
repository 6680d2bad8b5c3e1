package org.tablewalk.viewmodel.inspector;

/**
 * A fact with its subject: "vCPU 2 / TLB copy of 0x4000_8000".
 *
 * @param subject who or what
 * @param text    the fact
 * @param alert   worth the eye
 * @param shown   it is about the very thing that is shown
 * @param goal    what a click looks at, or {@link Goal#NOWHERE}
 * @param step    a step that a click goes to, or -1
 */
public record Fact(String subject, String text, boolean alert, boolean shown, Goal goal, long step) {
    /** A fact and no more. */
    public static Fact plain(String subject, String text) {
        return new Fact(subject, text, false, false, Goal.NOWHERE, -1);
    }

    /** A fact that is worth the eye. */
    public static Fact alert(String subject, String text) {
        return new Fact(subject, text, true, false, Goal.NOWHERE, -1);
    }

    /** A fact that is worth the eye and can be followed. */
    public static Fact alert(String subject, String text, Goal goal) {
        return new Fact(subject, text, true, false, goal, -1);
    }

    /** A fact about something that can be looked at. */
    public static Fact to(Goal goal, String subject, String text) {
        return new Fact(subject, text, false, false, goal, -1);
    }

    /** Whether a click does something. */
    public boolean link() {
        return step >= 0 || goal != Goal.NOWHERE;
    }
}
