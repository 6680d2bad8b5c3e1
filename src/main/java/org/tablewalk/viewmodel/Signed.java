package org.tablewalk.viewmodel;

import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;

/** What was found in a run, as pictures sign it. */
public interface Signed {
    /** Nothing was found. */
    Signed NOTHING = new Signed() {
        @Override
        public Drawing on(Drawing plain) {
            return plain;
        }

        @Override
        public void press(Target finding) {}
    };

    /** A picture with its signs. */
    Drawing on(Drawing plain);

    /** Leads to a finding. */
    void press(Target finding);
}
