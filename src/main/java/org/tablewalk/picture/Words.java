package org.tablewalk.picture;

import java.util.Locale;
import java.util.ResourceBundle;

/** The words in drawings and their tooltips, from the bundle of this package. */
public final class Words {
    private static final String BUNDLE = "org.tablewalk.picture.picture";

    private final ResourceBundle bundle = ResourceBundle.getBundle(BUNDLE, Locale.getDefault(), Words.class.getModule());

    /** A text of the bundle with {@code {0}} to {@code {9}} replaced. */
    public String of(String key, Object... arguments) {
        String pattern = bundle.getString(key);
        if (arguments.length == 0) {
            return pattern;
        }
        // Not MessageFormat: a frame has hundreds of these, and numbers are to stay as they are.
        var text = new StringBuilder(pattern.length() + 32);
        int from = 0;
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
            text.append(pattern, from, open).append(arguments[pattern.charAt(open + 1) - '0']);
            from = open + 3;
        }
        return text.append(pattern, from, pattern.length()).toString();
    }
}
