package org.tablewalk.format.scenario;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where listings come from that a scenario only names. */
public interface Library {
    /** A library without listings. */
    Library EMPTY = of(name -> null, List.of());

    /** A library of texts by name. */
    static Library of(UnaryOperator<String> texts, Collection<String> names) {
        return new Library() {
            @Override
            public String text(String name) {
                return texts.apply(name);
            }

            @Override
            public Collection<String> names() {
                return names;
            }
        };
    }

    /** The text of a listing, or null if there is none of that name. */
    String text(String name);

    /** All names, for messages. */
    Collection<String> names();
}
