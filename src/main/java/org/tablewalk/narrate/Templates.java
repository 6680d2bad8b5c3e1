package org.tablewalk.narrate;

import java.util.Locale;
import java.util.ResourceBundle;

/** The templates by key; {0}, {1}, ... stand for the arguments. Nothing else is special in them, quotes included. */
public final class Templates {
    private final ResourceBundle bundle = ResourceBundle.getBundle("org.tablewalk.narrate.narrate", Locale.ROOT);

    /** A template filled in. */
    public String fill(String key, Object... arguments) {
        String template = bundle.getString(key);
        StringBuilder text = new StringBuilder(template.length() + 32);
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at);
            if (c == '{' && at + 2 < template.length() && template.charAt(at + 2) == '}') {
                text.append(arguments[template.charAt(at + 1) - '0']);
                at += 3;
            } else {
                text.append(c);
                at++;
            }
        }
        return text.toString();
    }
}
