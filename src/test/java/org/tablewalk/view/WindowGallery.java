package org.tablewalk.view;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.tablewalk.Shipped;
import org.tablewalk.StraightSession;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.Palette;
import org.tablewalk.picture.Palette;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.session.Session;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.MainViewModel;

/**
 * Writes pictures of the window on x86 runs into a folder, to be looked at: every tab at the bottom and everything that can be inspected, in both window
 * sizes and all themes. Not a test.
 */
public final class WindowGallery {
    private static final List<String> TABS = List.of("rows", "tlbs", "events", "counters", "hash", "designs");
    private static final int[][] SIZES = {{1440, 900}, {1024, 700}};
    private static final Messages MESSAGES = Messages.load(Locale.ENGLISH);

    private final Path folder;
    private final String only;

    private WindowGallery(Path folder, String only) {
        this.folder = folder;
        this.only = only;
    }

    /** Every shipped scenario at its moments, in three sizes, light and dark: {@code NAME-MOMENT-WIDTH-THEME.png}. */
    private void shipped(Offscreen toolkit) throws Exception {
        for (String name : Shipped.scenarios().shipped()) {
            var session = Moments.recorded(name);
            int moment = 0;
            for (long step : Moments.of(session)) {
                session.send(new Command.Seek(step));
                moment++;
                for (int[] size : new int[][] {{1024, 700}, {1440, 900}, {1920, 1080}}) {
                    for (Palette theme : List.of(Palette.LIGHT, Palette.DARK)) {
                        String file = "%s-%d-%d-%s.png".formatted(name, moment, size[0], theme.name().toLowerCase(Locale.ROOT));
                        byte[] picture = toolkit.call(() -> {
                            var model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), MESSAGES);
                            model.refresh();
                            model.settings().themeProperty().set(theme);
                            return new WindowCapture(MESSAGES).window(model, size[0], size[1]);
                        });
                        Files.write(Files.createDirectories(folder).resolve(file), picture);
                    }
                }
            }
        }
    }

    /** Arguments: the folder, and the beginning of the pictures' names if not all are wanted; or {@code shipped} for {@link #shipped}. */
    public static void main(String[] arguments) throws Exception {
        var gallery = new WindowGallery(Path.of(arguments[0]), arguments.length > 1 ? arguments[1] : "");
        Offscreen toolkit = Offscreen.start();
        if (gallery.only.equals("shipped")) {
            gallery.shipped(toolkit);
        } else {
            toolkit.call(() -> {
                gallery.draw();
                return null;
            });
        }
        System.exit(0);
    }

    private void draw() throws Exception {
        portal();
        scenario("pae", "shadow-2-on-pae", Map.of(), 0.6);
        scenario("la57", "la57-toggle", Map.of("design", "v5.17"), 1);
        Session trace = new StraightSession();
        trace.send(new Command.OpenFile(Path.of("src/test/resources/kvmmmu/nested.txt")));
        tabs("trace", at(trace, 0.7));
    }

    private static Session at(Session session, double part) {
        session.send(new Command.Run());
        session.send(new Command.Seek((long) (session.frame().length() * part)));
        return session;
    }

    private void scenario(String name, String scenario, Map<String, String> parameters, double part) throws Exception {
        Session session = new StraightSession();
        session.send(new Command.OpenShipped(scenario, parameters, null));
        tabs(name, at(session, part));
    }

    /** Two trees of a guest with four levels on five, and whatever there is to inspect. */
    private void portal() throws Exception {
        Session session = new StraightSession();
        session.send(new Command.OpenShipped("nested-npt-4-on-5", Map.of(), null));
        tabs("portal", at(session, 1));
        var state = new X86State(((X86Machine) session.frame().subject().machine()).map(), session.frame().image());
        for (X86State.ShadowPage page : state.shadowPages()) {
            int level = state.role(page.role(), RoleField.LEVEL);
            picture("look-page" + page.id(), session, 0, model -> model.centre().canvas().select(new Target(Target.Kind.SHADOW_PAGE, page.table(), page.id())));
            if (level == 5 || level == 1) {
                long first = page.table();
                while (first < page.table() + 4088 && state.word(first) == 0) {
                    first += 8;
                }
                long entry = first;
                picture("look-entry" + page.id(), session, 4, model -> model.centre().canvas().select(new Target(Target.Kind.SHADOW_ENTRY, entry, level)));
            }
            if (level == 4) {
                picture("look-guest", session, 0, model -> model.centre().canvas().select(new Target(Target.Kind.GUEST_ENTRY, page.gfn() << 12, level)));
            }
        }
    }

    private void tabs(String name, Session session) throws Exception {
        for (int tab = 0; tab < TABS.size(); tab++) {
            picture(name + "-" + TABS.get(tab), session, tab, model -> {});
        }
    }

    private void picture(String name, Session session, int tab, Consumer<MainViewModel> prepare) throws Exception {
        if (!name.startsWith(only)) {
            return;
        }
        for (int[] size : SIZES) {
            for (Palette theme : Palette.values()) {
                var model = new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, List.of(), MESSAGES);
                model.refresh();
                model.settings().bottomTabProperty().set(tab);
                model.centre().canvas().draw(600, 400);
                model.settings().themeProperty().set(theme);
                prepare.accept(model);
                model.refresh();
                Files.write(Files.createDirectories(folder).resolve(name + "-" + size[0] + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png"), new WindowCapture(MESSAGES)
                        .window(model, size[0], size[1]));
            }
        }
    }
}
