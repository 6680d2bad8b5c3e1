package org.tablewalk.viewmodel.window;

/**
 * A scenario that ships.
 *
 * @param name  as the command line takes it
 * @param title one line
 * @param about a few sentences
 */
public record ScenarioItem(String name, String title, String about) {
    /** The first sentence of {@code about}. */
    public String brief() {
        int end = about.indexOf(". ");
        return end < 0 ? about : about.substring(0, end + 1);
    }
}
