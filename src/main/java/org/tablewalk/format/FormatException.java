package org.tablewalk.format;

import java.io.IOException;

/** An input that is malformed, contradictory, too large, or not what its name says. Its message is the {@link Problem} as text. */
public final class FormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public FormatException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /**
     * A problem at a place of a file.
     *
     * @param line   1-based
     * @param column 1-based
     */
    public FormatException(String file, int line, int column, String message) {
        this(new Problem(file, line, column, message));
    }

    /** Where, and what was expected. */
    public Problem problem() {
        return problem;
    }
}
