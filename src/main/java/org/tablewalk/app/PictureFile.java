package org.tablewalk.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tablewalk.app.command.InputException;
import org.tablewalk.app.command.OutputFile;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Palette;
import org.tablewalk.picture.SvgWriter;
import org.tablewalk.session.Session;
import org.tablewalk.view.Offscreen;
import org.tablewalk.view.WindowCapture;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.window.MainViewModel;

/** Writes pictures of what a session shows: of the whole window or of one of its canvases, as PNG or, of a canvas, as SVG. */
final class PictureFile {
    /** The view that is the whole window. */
    static final String WINDOW = "window";

    /**
     * How it looks.
     *
     * @param view   what is on it: the window, one of the canvases that every subject has, or a tab that only some have
     * @param tab    chosen at the bottom of the window, or null for the first
     * @param width  in pixels
     * @param height in pixels
     * @param scale  of everything on it, in per cent, 100..300
     */
    record Look(String view, String tab, int width, int height, Palette theme, int scale) {}

    private final Composition composition;

    PictureFile(Composition composition) {
        this.composition = composition;
    }

    /**
     * Writes one picture; the ending of the file's name says which format.
     *
     * @param opened the file that is shown, which is not written to, or null
     * @throws IOException if the file cannot be written
     */
    void write(Session session, Look look, Path out, Path opened) throws IOException {
        boolean svg = check(look, out);
        Files.createDirectories(out.toAbsolutePath().getParent());
        var file = OutputFile.at(out, opened);
        file.write(svg ? svg(session, look).getBytes(StandardCharsets.UTF_8) : png(session, look));
    }

    /**
     * Whether it is to be an SVG, as the ending of the name says.
     *
     * @throws InputException if there is no such picture
     */
    static boolean check(Look look, Path out) {
        var ending = out.toString().toLowerCase(Locale.ROOT);
        if (!ending.endsWith(".svg") && !ending.endsWith(".png")) {
            throw new InputException("-o: expected a name that ends in .png or .svg, found '" + out + "'");
        }
        boolean svg = ending.endsWith(".svg");
        if (svg && look.view().equals(WINDOW)) {
            throw new InputException("--view: SVG shows tree, rows, timeline, tlb or another tab; the window is a PNG");
        }
        return svg;
    }

    private String svg(Session session, Look look) throws IOException {
        var model = model(session);
        var canvas = canvas(model, look.view());
        var drawing = canvas.draw(look.width() * 100.0 / look.scale(), look.height() * 100.0 / look.scale());
        var frame = session.frame();
        return SvgWriter.write(drawing, look.theme(), FontMetrics.load(), frame.subject().title(),
                "Step " + frame.position() + " of " + frame.length());
    }

    private byte[] png(Session session, Look look) throws IOException {
        try {
            return Offscreen.start().call(() -> {
                var model = model(session);
                model.settings().look(look.theme(), look.scale());
                var capture = new WindowCapture(composition.messages());
                if (look.tab() != null) {
                    choose(model, look.tab());
                }
                return look.view().equals(WINDOW) ? capture.window(model, look.width(), look.height())
                        : capture.canvas(canvas(model, look.view()), model.settings(), look.width(), look.height());
            });
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            if (e.getCause() instanceof OutOfMemoryError full) {
                throw full;
            }
            throw new IllegalStateException("the picture was not made", e);
        }
    }

    private MainViewModel model(Session session) throws IOException {
        var model = composition.window(session, composition.messages());
        // The first time it asks for the stretch of the run that it shows, which comes with the next frame.
        model.refresh();
        model.refresh();
        try {
            model.settle();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return model;
    }

    private static CanvasViewModel canvas(MainViewModel model, String view) {
        if (model.lockStep().active()) {
            if (!view.equals("counters")) {
                throw new InputException("--view: of machines side by side there are window and counters, found '" + view + "'");
            }
            return model.lockStep().counters();
        }
        return switch (view) {
            case "rows" -> model.rows();
            case "timeline" -> model.timeline();
            case "tlb" -> model.tlbs();
            case "tree" -> model.centre().canvas();
            default -> model.centre().tabs().stream().filter(tab -> tab.name().equals(view)).findFirst()
                    .orElseThrow(() -> new InputException("--view: expected one of window, tree, rows, timeline, tlb" + own(model) + ", found '" + view + "'"))
                    .canvases().getFirst().canvas();
        };
    }

    private static void choose(MainViewModel model, String name) {
        int index = model.bottomTabs().indexOf(name);
        if (index < 0) {
            throw new InputException("--tab: expected one of " + String.join(", ", model.bottomTabs()) + ", found '" + name + "'");
        }
        model.settings().choose(index);
    }

    /** The views that only some subjects have and this one has. */
    private static String own(MainViewModel model) {
        return model.centre().tabs().stream().map(tab -> ", " + tab.name()).collect(Collectors.joining());
    }
}
