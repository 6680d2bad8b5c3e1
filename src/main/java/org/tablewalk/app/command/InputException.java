package org.tablewalk.app.command;

/** Something given to the program cannot be used. The message is the one line the user reads: what was found, and what was expected. */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
