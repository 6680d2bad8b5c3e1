package org.tablewalk.app.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line and an exit code. Only a defect of the program shows a stack trace. */
public final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Terminal terminal;

    public Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        var command = e.getCommandLine().getCommandSpec().qualifiedName();
        say(e.getMessage());
        if (e instanceof UnmatchedArgumentException unmatched) {
            var suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                say("did you mean " + String.join(" or ", suggestions) + "?");
            }
        }
        say("try: " + command + " --help");
        return ExitCode.BAD_INPUT.number();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return switch (e) {
            case InputException input -> badInput(input.getMessage());
            case UncheckedIOException io -> badInput(describe(io.getCause()));
            case IOException io -> badInput(describe(io));
            default -> defect(e);
        };
    }

    private int badInput(String message) {
        say(message);
        return ExitCode.BAD_INPUT.number();
    }

    private int defect(Exception e) {
        say("a defect of the program, not of the input: " + e);
        e.printStackTrace(terminal.err());
        return ExitCode.DEFECT.number();
    }

    private void say(String message) {
        terminal.err().println("tablewalk: " + Terminal.plain(message));
    }

    private static String describe(IOException e) {
        return switch (e) {
            case NoSuchFileException f -> f.getFile() + ": " + Objects.requireNonNullElse(f.getReason(), "no such file");
            case AccessDeniedException f -> f.getFile() + ": permission denied";
            case FileAlreadyExistsException f -> f.getFile() + ": exists already";
            case NotDirectoryException f -> f.getFile() + ": not a folder";
            case DirectoryNotEmptyException f -> f.getFile() + ": a folder that is not empty";
            case FileSystemException f -> f.getFile() + ": " + Objects.requireNonNullElse(f.getReason(), "cannot be used");
            default -> Objects.requireNonNullElse(e.getMessage(), e.toString());
        };
    }
}
