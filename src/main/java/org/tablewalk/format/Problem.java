package org.tablewalk.format;

/**
 * Something in an input that cannot be used.
 *
 * @param file    name of the file as the user knows it, or of another source of values such as {@code parameter vcpus}
 * @param line    1-based, or 0 when the source has no lines
 * @param column  1-based, in characters, or 0
 * @param message what was expected and what was found
 */
public record Problem(String file, int line, int column, String message) {
    /** {@code file:line:column: message}, as compilers write it, so that editors can jump there. */
    @Override
    public String toString() {
        return (line == 0 ? file : file + ":" + line + ":" + column) + ": " + message;
    }
}
