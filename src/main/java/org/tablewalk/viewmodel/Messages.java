package org.tablewalk.viewmodel;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The window's words, from resource bundles, with their arguments put in. */
public final class Messages {
    private final List<ResourceBundle> bundles;

    private Messages(List<ResourceBundle> bundles) {
        this.bundles = bundles;
    }

    /** The words that ship, in the language of {@code locale} or, where there is none, in English. */
    public static Messages load(Locale locale) {
        return load(locale, List.of());
    }

    /**
     * The same with further words.
     *
     * @param further asked in their order for keys that the words that ship do not have
     */
    public static Messages load(Locale locale, List<ResourceBundle> further) {
        var bundles = new ArrayList<ResourceBundle>();
        bundles.add(ResourceBundle.getBundle("org.tablewalk.viewmodel.messages", locale, Messages.class.getModule()));
        bundles.addAll(further);
        return new Messages(List.copyOf(bundles));
    }

    /**
     * The text of a key.
     *
     * @param arguments put in for {@code {0}}, {@code {1}}, ... as they print; numbers are not grouped unless given as text
     * @throws MissingResourceException if there is no such key: a mistake in the program, which a test looks for
     */
    public String text(String key, Object... arguments) {
        String pattern = bundle(key).getString(key);
        if (arguments.length == 0) {
            return pattern;
        }
        Object[] printed = new Object[arguments.length];
        for (int i = 0; i < printed.length; i++) {
            printed[i] = String.valueOf(arguments[i]);
        }
        return new MessageFormat(pattern, Locale.ROOT).format(printed);
    }

    /** A number with the word for what it counts: one of them has a key of its own that ends in {@code .one}. */
    public String count(String key, long number) {
        return number == 1 ? text(key + ".one") : text(key, Numbers.grouped(number));
    }

    /** The text of a key, or {@code otherwise} if there is none. */
    public String textOr(String key, String otherwise) {
        return has(key) ? bundle(key).getString(key) : otherwise;
    }

    /** Whether there is such a key. */
    public boolean has(String key) {
        return bundle(key).containsKey(key);
    }

    /** The bundle that has a key; the first, which will say so, if none has. */
    private ResourceBundle bundle(String key) {
        return bundles.stream().filter(b -> b.containsKey(key)).findFirst().orElse(bundles.getFirst());
    }
}
