package org.tablewalk.format.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways in which one line of a listing is tried without what it does, or with less of it. */
public enum Weakening {
    /** The line goes. */
    REMOVE(null, null, true),
    /** A TLBI for all CPUs becomes one for this CPU. */
    LOCAL("\\b(tlbi\\w*\\(\\w+?)is,", "$1,", true),
    /** A DSB that waits for TLBIs becomes one that waits for stores. */
    STORES_ONLY("\\bdsb\\((?:ish|sy)\\)", "dsb(ishst)", true),
    /** A DSB of the inner shareable domain becomes one of this CPU. */
    NON_SHAREABLE("\\bdsb\\(ish(st)?\\)", "dsb(nsh$1)", true),
    /** A DSB becomes a DMB, which orders and waits for nothing. The machine has none: its memory is in order but for a store buffer, which a DMB would not be seen in. */
    DMB("\\bdsb\\((\\w+)\\)", "dmb($1)", false),
    /** A store with release becomes a plain one. The machine's store buffer is first in, first out: to it they are the same. */
    PLAIN("\\b(?:smp_store_release|store_release)\\((.*?),", "store($1,", false),
    /** A lock is not taken, nor given back. */
    UNLOCKED("\\b(?:read_)?lock\\((\\w+)\\)", null, true),
    /** A lock is shared with others of its kind. */
    SHARED("\\block\\((\\w+)\\)", null, true),
    /** The line changes places with the next. */
    SWAP(null, null, true),
    /** The line stands twice. */
    DUPLICATE(null, null, true);

    private final Pattern pattern;
    private final String replacement;
    private final boolean modelled;

    Weakening(String pattern, String replacement, boolean modelled) {
        this.pattern = pattern == null ? null : Pattern.compile(pattern);
        this.replacement = replacement;
        this.modelled = modelled;
    }

    /** Whether the machine can show a difference; if not, no verdict is a verdict on it. */
    public boolean modelled() {
        return modelled;
    }

    /** Its word in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The edits that do this to a line; none if it has nothing of the kind.
     *
     * @param listing that it stands in
     * @param line    its number
     */
    public List<LineEdit> edits(ListingText listing, int line) {
        String text = listing.line(line);
        String code = code(text);
        if (!statement(code)) {
            return List.of();
        }
        return switch (this) {
            case REMOVE -> List.of(LineEdit.remove(listing.listing(), line));
            case DUPLICATE -> List.of(LineEdit.insert(listing.listing(), line, text));
            case SWAP -> {
                boolean possible = line - listing.first() + 1 < listing.lines().size() && statement(code(listing.line(line + 1)));
                yield possible ? List.of(LineEdit.replace(listing.listing(), line, listing.line(line + 1), text)) : List.of();
            }
            case UNLOCKED, SHARED -> locks(listing, code);
            default -> {
                Matcher matcher = pattern.matcher(code);
                String weaker = matcher.replaceAll(replacement);
                yield weaker.equals(code) ? List.of() : List.of(LineEdit.replace(listing.listing(), line, weaker));
            }
        };
    }

    /** What is done to a lock is done wherever the listing takes it or gives it back. */
    private List<LineEdit> locks(ListingText listing, String code) {
        Matcher taken = pattern.matcher(code);
        if (!taken.find()) {
            return List.of();
        }
        Pattern both = Pattern.compile("\\b((?:read_)?)(lock|unlock)\\(" + taken.group(1) + "\\)");
        List<LineEdit> edits = new ArrayList<>();
        for (int i = 0; i < listing.lines().size(); i++) {
            String old = code(listing.lines().get(i));
            Matcher use = both.matcher(old);
            if (statement(old) && use.find()) {
                edits.add(LineEdit.replace(listing.listing(), listing.first() + i, this == UNLOCKED ? "{}" : use.replaceAll("read_$2(" + taken.group(1) + ")")));
            }
        }
        return edits;
    }

    /** A line without its comment. */
    private static String code(String line) {
        int comment = line.indexOf("//");
        return (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
    }

    /** Whether a line is one whole statement that is no return: what can go, come twice or change places. */
    private static boolean statement(String code) {
        String bare = code.strip();
        return bare.endsWith(";") && !bare.startsWith("return") && !bare.startsWith("shared ") && !bare.startsWith("percpu ") && !bare.startsWith("era ")
                && !bare.startsWith("case ") && !bare.startsWith("break") && bare.indexOf('{') < 0 && bare.indexOf('}') < 0;
    }
}
