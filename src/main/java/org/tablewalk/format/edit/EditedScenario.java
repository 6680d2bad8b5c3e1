package org.tablewalk.format.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.ActorChecks;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.Values;

/** Scenarios with some lines of their listings changed. */
public final class EditedScenario {
    /** Number of the first line of an actor's own in the source that is made of them. */
    private static final int OWN_FIRST = 2;

    private EditedScenario() {}

    /**
     * A scenario after some edits, each of what the one before left.
     *
     * @param given values of parameters, which may decide which listings there are
     * @throws FormatException if there is no such listing or line
     */
    public static Scenario of(Scenario scenario, Map<String, String> given, List<LineEdit> edits) throws FormatException {
        Scenario edited = scenario;
        Values values = Values.of(scenario, given);
        for (LineEdit edit : edits) {
            edited = edited(edited, values, edit);
        }
        return edited;
    }

    private static Scenario edited(Scenario scenario, Values values, LineEdit edit) throws FormatException {
        List<Scenario.Listing> listings = new ArrayList<>(scenario.listings());
        for (int i = 0; i < listings.size(); i++) {
            if (values.word(listings.get(i).name()).equals(edit.listing())) {
                List<Quoted> lines = listings.get(i).lines();
                List<Quoted> old = lines.isEmpty() ? library(scenario, edit.listing()) : lines;
                listings.set(i, new Scenario.Listing(Quoted.plain(edit.listing(), 0, 0), changed(scenario, old, edit, 1)));
                return scenario.withListings(listings, scenario.actors());
            }
        }
        List<Scenario.Actor> actors = new ArrayList<>(scenario.actors());
        for (int i = 0; i < actors.size(); i++) {
            Scenario.Actor actor = actors.get(i);
            if (actor.routine() == null && ActorChecks.ownRoutine(i).equals(edit.listing())) {
                actors.set(i, new Scenario.Actor(actor.cpus(), null, actor.arguments(), changed(scenario, actor.lines(), edit, OWN_FIRST), actor.vm()));
                return scenario.withListings(listings, actors);
            }
        }
        listings.add(new Scenario.Listing(Quoted.plain(edit.listing(), 0, 0), changed(scenario, library(scenario, edit.listing()), edit, 1)));
        return scenario.withListings(listings, actors);
    }

    /**
     * The text of a listing as it is before any edit.
     *
     * @param given values of parameters, which may decide which listings there are
     * @throws FormatException if there is no such listing
     */
    public static ListingText text(Scenario scenario, Map<String, String> given, String listing) throws FormatException {
        Values values = Values.of(scenario, given);
        for (Scenario.Listing l : scenario.listings()) {
            if (values.word(l.name()).equals(listing) && !l.lines().isEmpty()) {
                return new ListingText(listing, 1, texts(l.lines()));
            }
        }
        for (int i = 0; i < scenario.actors().size(); i++) {
            Scenario.Actor actor = scenario.actors().get(i);
            if (actor.routine() == null && ActorChecks.ownRoutine(i).equals(listing)) {
                return new ListingText(listing, OWN_FIRST, texts(actor.lines()));
            }
        }
        return new ListingText(listing, 1, texts(library(scenario, listing)));
    }

    private static List<String> texts(List<Quoted> lines) {
        return lines.stream().map(Quoted::text).toList();
    }

    private static List<Quoted> library(Scenario scenario, String listing) throws FormatException {
        String text = scenario.architecture().library().text(listing);
        if (text == null) {
            throw new FormatException(scenario.file(), 0, 0, "expected one of the scenario's listings, found '" + listing + "'");
        }
        return Arrays.stream(text.split("\n", -1)).map(line -> Quoted.plain(line, 0, 0)).toList();
    }

    private static List<Quoted> changed(Scenario scenario, List<Quoted> lines, LineEdit edit, int first) throws FormatException {
        int from = edit.line() - first;
        if (from < 0 || from + edit.count() > lines.size()) {
            throw new FormatException(scenario.file(), 0, 0,
                    "expected lines " + first + ".." + (first + lines.size() - 1) + " of '" + edit.listing() + "', found " + edit.line()
                            + (edit.count() > 1 ? ".." + (edit.line() + edit.count() - 1) : ""));
        }
        List<Quoted> changed = new ArrayList<>(lines.subList(0, from));
        edit.with().forEach(line -> changed.add(Quoted.plain(line, 0, 0)));
        changed.addAll(lines.subList(from + edit.count(), lines.size()));
        return changed;
    }
}
