package org.tablewalk.check.tree;

/**
 * For every page of tables the word that was last written to point to it. Saving costs nothing until the next change: what was saved is
 * shared and copied on the first write.
 */
public final class Parents {
    /** Word index + 1, 0 if nothing ever pointed to the page. */
    private int[] words;
    private boolean shared;

    public Parents(int pages) {
        words = new int[pages];
    }

    public int pages() {
        return words.length;
    }

    /** Index of the word that points to a page, or -1. */
    public int of(int page) {
        return words[page] - 1;
    }

    public void put(int page, int word) {
        if (words[page] == word + 1) {
            return;
        }
        if (shared) {
            words = words.clone();
            shared = false;
        }
        words[page] = word + 1;
    }

    /** For {@link #load}; not to be written to. */
    public int[] save() {
        shared = true;
        return words;
    }

    public void load(int[] saved) {
        words = saved;
        shared = true;
    }
}
