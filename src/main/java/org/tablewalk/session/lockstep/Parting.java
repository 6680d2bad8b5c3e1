package org.tablewalk.session.lockstep;

import java.util.List;

/**
 * Where runs first differ.
 *
 * @param event how many counted events are the same in all of them
 * @param deeds what each did next, in the order of the runs; some of them may have done the same
 */
public record Parting(int event, List<Instead> deeds) {
    public Parting {
        deeds = List.copyOf(deeds);
    }
}
