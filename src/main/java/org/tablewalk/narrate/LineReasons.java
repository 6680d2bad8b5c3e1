package org.tablewalk.narrate;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** Why nothing changes when a line of a hypervisor's listing is left out, from the bundle {@code needless}. Immutable. */
public final class LineReasons {
    private final ResourceBundle bundle = ResourceBundle.getBundle("org.tablewalk.narrate.needless", Locale.ROOT);

    /**
     * The reason for a line.
     *
     * @param labels of the scenario's variant: a reason may be for one of them only
     * @param text   the line without comment
     * @param nth    which of the lines of its routine that read the same, from 1
     * @return the reason, or null if the bundle has none
     */
    public String needless(List<String> labels, String routine, String text, int nth) {
        String key = routine + "." + text.replaceAll("[\\s;]", "") + (nth == 1 ? "" : "." + nth);
        for (String label : labels) {
            if (bundle.containsKey(label + "/" + key)) {
                return bundle.getString(label + "/" + key);
            }
        }
        return bundle.containsKey(key) ? bundle.getString(key) : null;
    }
}
