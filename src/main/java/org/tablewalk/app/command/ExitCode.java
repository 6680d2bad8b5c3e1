package org.tablewalk.app.command;

/** What the program tells the shell. */
public enum ExitCode {
    /** Done, and everything that was asked holds. */
    DONE(0),
    /** Done, and a property, a check or an expectation failed. */
    FAILED(1),
    /** Wrong usage, or input that cannot be used. */
    BAD_INPUT(2),
    /** A limit was reached before there was a verdict. */
    LIMIT(3),
    /** A defect of the program itself; the number is the customary one (EX_SOFTWARE), so that no script takes it for a verdict. */
    DEFECT(70);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number the process ends with. */
    public int number() {
        return number;
    }
}
