package org.tablewalk.viewmodel.window;

/**
 * A scenario that ships, or a set of machines.
 *
 * @param name  as the command line takes it
 * @param title one line
 * @param about a few sentences
 * @param set   whether it is a set of machines side by side
 */
public record ScenarioItem(String name, String title, String about, boolean set) {
    /** A scenario. */
    public ScenarioItem(String name, String title, String about) {
        this(name, title, about, false);
    }

    /** The first sentence of {@code about}. */
    public String brief() {
        int end = about.indexOf(". ");
        return end < 0 ? about : about.substring(0, end + 1);
    }
}
