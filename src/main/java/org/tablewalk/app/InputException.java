package org.tablewalk.app;

/** Something given to the program cannot be used. The message is the one line the user reads: what was found, and what was expected. */
final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputException(String message) {
        super(message);
    }

    InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
