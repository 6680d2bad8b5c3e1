package org.tablewalk.picture.tree;

/**
 * The text that tables were read from, for whoever writes them again.
 *
 * @param head  what it calls them, or null if it has no head
 * @param style how it writes their entries, or null for the newest way
 * @param whole whether it tells the last run too
 */
public record TableOrigin(String head, String style, boolean whole) {
    /** No text: the tables are those of a machine, or were put together from what is known of one. */
    public static final TableOrigin NONE = new TableOrigin("Guest IPA", null, false);
}
