package org.tablewalk.viewmodel.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tablewalk.arch.BitField;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.tree.TableFormat;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.inspector.FactSection;
import org.tablewalk.session.Command;
import org.tablewalk.session.Subject;
import org.tablewalk.viewmodel.inspector.FieldRows;
import org.tablewalk.viewmodel.inspector.Goal;
import org.tablewalk.viewmodel.inspector.InspectorViewModel;
import org.tablewalk.viewmodel.inspector.Sheet;
import org.tablewalk.viewmodel.inspector.WriteFacts;
import org.tablewalk.viewmodel.kind.Bench;
import org.tablewalk.viewmodel.kind.KindFace;
import org.tablewalk.viewmodel.kind.KindPanes;
import org.tablewalk.viewmodel.kind.KindTab;
import org.tablewalk.viewmodel.kind.Moment;
import org.tablewalk.viewmodel.kind.Pin;

/** The panes of a subject with one tree. While no descriptor is selected the inspector follows the one that was written last. */
public final class TreePanes implements KindPanes {
    private final TreeViewModel tree;
    private final List<KindFace> faces;
    private final InspectorViewModel inspector;
    private final Messages messages;
    private final Consumer<Command> send;
    private final Owed owed;
    private long chosen = -1;
    private long followed = -1;
    private TreeReading inspected;
    private Subject looked;

    /** Panes for one window. */
    public TreePanes(Bench bench) {
        this(bench, List.of());
    }

    /** The same with tabs for those subjects that have what they show. */
    public TreePanes(Bench bench, List<KindFace> faces) {
        this.faces = List.copyOf(faces);
        tree = new TreeViewModel(bench.metrics());
        inspector = bench.inspector();
        send = bench.send();
        messages = bench.messages();
        owed = new Owed(messages);
        tree.selectedProperty().addListener((property, before, now) -> {
            long descriptor = now.longValue();
            chosen = descriptor;
            fill();
            bench.pin().accept(descriptor < 0 || tree.reading() == null ? Pin.NONE : new Pin(descriptor, tree.reading().name(descriptor)));
        });
    }

    @Override
    public CentreCanvas centre() {
        return tree;
    }

    @Override
    public void compare(Moment other) {
        tree.compare(other);
    }

    @Override
    public Drawing compared(double width, double height) {
        return tree.compared(width, height);
    }

    @Override
    public List<KindTab> tabs(Subject subject) {
        return subject == null ? List.of() : faces.stream().filter(face -> face.has(subject)).map(KindFace::tab).toList();
    }

    @Override
    public void open() {
        inspector.open(messages.text("inspector.empty"), false, this::follow);
        chosen = -1;
        followed = -1;
        inspected = null;
    }

    private void follow(Goal goal) {
        switch ((Aim) goal) {
            case Aim.Entry e -> tree.selectDescriptor(e.address());
            case Aim.Use u -> send.accept(new Command.Use(u.address(), u.cpu()));
        }
    }

    @Override
    public void pulse() {
        faces.forEach(KindFace::pulse);
    }

    @Override
    public void settle() throws InterruptedException {
        for (KindFace face : faces) {
            face.settle();
        }
    }

    @Override
    public List<Runnable> pictures(Moment now, String sentence) {
        var pictures = new ArrayList<Runnable>();
        pictures.add(() -> {
            tree.show(now);
            tree.tell(sentence);
            lookFirst(now);
        });
        for (KindFace face : faces) {
            if (face.has(now.frame().subject())) {
                pictures.add(() -> face.show(now));
            }
        }
        return pictures;
    }

    /** Once for each subject, as soon as there is something, and unless the user looks at another entry already. */
    private void lookFirst(Moment now) {
        Subject subject = now.frame().subject();
        for (KindFace face : faces) {
            long entry = subject != looked && chosen < 0 && face.has(subject) ? face.entry(now) : -1;
            if (entry >= 0) {
                looked = subject;
                tree.selectDescriptor(entry);
            }
        }
    }

    @Override
    public void look(long entry) {
        tree.selectDescriptor(entry);
    }

    @Override
    public void inspect(Moment now) {
        inspected = (TreeReading) now.reading();
        followed = inspected.tables() == null ? -1 : Written.last(inspected);
        fill();
    }

    private void fill() {
        if (inspected == null) {
            return;
        }
        long at = chosen >= 0 ? chosen : followed;
        boolean there = at >= 0 && inspected.tables() != null && inspected.tables(at).pageOf(at) >= 0;
        inspector.show(inspected.frame(), at, there ? sheet(at) : Sheet.EMPTY, chosen >= 0 ? "" : messages.text(inspected.frame().length() == 0 && inspected.frame().ended()
                ? "inspector.first" : "inspector.following"));
    }

    private Sheet sheet(long at) {
        TableSource tables = inspected.tables(at);
        Spot spot = inspected.spot(at);
        long now = spot.known() ? tables.word(at) : 0;
        long before = Written.by(inspected.frame().step()).getOrDefault(at, now);
        boolean unclean = spot.users().stream().anyMatch(f -> f.alert());
        String kind = messages.text("kind." + tables.format().kind(now, spot.level()));
        String state = !spot.known() ? messages.text("inspector.unknown") : unclean ? messages.text("inspector.unclean", kind) : kind;
        var writes = inspected.frame().watched() != at ? List.<Fact>of()
                : WriteFacts.of(inspected.frame(), word -> messages.text("kind." + tables.format().kind(word, spot.level())), false, messages);
        var sections = new ArrayList<>(List.of(new FactSection(messages.text("inspector.users"), spot.users(), true),
                new FactSection(messages.text("inspector.owed"), owed.of(inspected, at), true), new FactSection(messages.text("inspector.writes"), writes)));
        List<Fact> held = Held.of(tables, now, spot, messages);
        if (!held.isEmpty()) {
            sections.addFirst(new FactSection(messages.text("inspector.held"), held));
        }
        return new Sheet(messages.text(spot.linked() ? "inspector.title" : "inspector.titleUnlinked", spot.level(), spot.index(), state), sentence(tables.format(), spot, now,
                unclean),
                spot.range(), messages.text("inspector.at", tables.format().addresses() ? Numbers.hex(at) : "?"), spot.known() ? word(spot, now) : "?", spot.fields(), now, before,
                spot.known() ? FieldRows.of(spot.fields(), now, before) : List.of(),
                sections);
    }

    /** The word in hexadecimal, a digit of which a bit is not known as a question mark. */
    private static String word(Spot spot, long now) {
        var text = new StringBuilder(Numbers.word(now));
        long unknown = spot.fields().stream().filter(f -> !f.known()).mapToLong(BitField::mask).reduce(0, (a, b) -> a | b);
        for (int i = text.length() - 1; unknown != 0; i--) {
            if (Character.digit(text.charAt(i), 16) >= 0) {
                if ((unknown & 0xF) != 0) {
                    text.setCharAt(i, '?');
                }
                unknown >>>= 4;
            }
        }
        return text.chars().anyMatch(c -> Character.digit(c, 16) > 0) ? text.toString() : "?";
    }

    /** What an entry is, in a sentence that needs no other line. */
    private String sentence(TableFormat format, Spot spot, long word, boolean unclean) {
        if (!spot.known()) {
            return messages.text("inspector.sentence.unknown");
        }
        var kind = format.kind(word, spot.level());
        String target = Numbers.hex(Math.max(0, format.written(word, spot.level())));
        String unplaced = format.addresses() || kind == TableFormat.Kind.INVALID || kind == TableFormat.Kind.RESERVED ? "" : ".unplaced";
        return messages.text("inspector.sentence." + (unclean && kind == TableFormat.Kind.INVALID ? "UNCLEAN" : kind + unplaced), Numbers.size(format.entrySize(spot.level())),
                target,
                spot.level() + 1, messages.text(format.restricted(word, spot.level()) ? "inspector.sentence.restricted" : "inspector.sentence.plain"));
    }
}
