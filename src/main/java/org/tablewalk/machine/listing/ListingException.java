package org.tablewalk.machine.listing;

/** A listing that cannot be assembled: where, and what was expected. */
public final class ListingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final int line;
    private final int column;

    /**
     * An error at a place of a listing.
     *
     * @param line   1-based
     * @param column 1-based
     */
    public ListingException(String source, int line, int column, String message) {
        super(source + ":" + line + ":" + column + ": " + message);
        this.source = source;
        this.line = line;
        this.column = column;
    }

    public String source() {
        return source;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
