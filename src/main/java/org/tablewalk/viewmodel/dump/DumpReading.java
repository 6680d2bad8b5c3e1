package org.tablewalk.viewmodel.dump;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.BitField;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.format.dump.Dump;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.dump.DumpTables;
import org.tablewalk.picture.timeline.Track;
import org.tablewalk.picture.tree.TreeScene;
import org.tablewalk.session.Frame;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.kind.MarkNames;
import org.tablewalk.viewmodel.kind.Pin;
import org.tablewalk.viewmodel.listing.Listing;
import org.tablewalk.viewmodel.tree.Spot;
import org.tablewalk.viewmodel.tree.TreeReading;

/** The one frame of a dump. */
record DumpReading(Frame frame, Dump dump, DumpTables tables, Messages messages) implements TreeReading {
    @Override
    public int cpus() {
        return 0;
    }

    @Override
    public String sentence() {
        return "";
    }

    @Override
    public String move(int move) {
        return "";
    }

    @Override
    public Listing listing() {
        return new Listing.None();
    }

    @Override
    public TlbTable tlb(int cpu) {
        return null;
    }

    @Override
    public String facts() {
        return String.join("\n", dump.limits());
    }

    @Override
    public MarkNames marks() {
        return new MarkNames() {};
    }

    @Override
    public Track track(Pin pin, double from, double to) {
        return null;
    }

    @Override
    public TreeScene scene() {
        var geometry = dump.tree().geometry();
        String title = messages.text(dump.shapeCertain() ? "tree.titleDump" : "tree.titleDumpAssumed", dump.title() == null ? messages.text("tree.stage.STAGE_2") : dump.title(),
                geometry.granule().label(), geometry.ipaBits());
        var bare = TreeScene.of(tables);
        return new TreeScene(title, tables, 0, bare.before(), bare.next(), bare.copies(), bare.walks(), bare.broken(), bare.users());
    }

    @Override
    public Spot spot(long at) {
        var geometry = dump.tree().geometry();
        int level = dump.tree().level(tables.pageOf(at));
        long input = tables.input(at);
        long size = geometry.entrySize(level);
        long word = tables.word(at);
        boolean known = tables.format().known(word);
        String range = messages.text("inspector.range", Numbers.hex(input), Numbers.hex(input + size - 1), Numbers.size(size));
        return new Spot(level, (int) ((at - tables.tableOf(at)) / 8), true, range, known, known ? fields(word, level, tables.known(at)) : List.of(), List.of());
    }

    /** The fields of a word of which only some bits are known, split where they begin and end to be. */
    private List<BitField> fields(long word, int level, long known) {
        var geometry = dump.tree().geometry();
        var fields = new ArrayList<BitField>();
        for (BitField field : Descriptor.fields(word & known, level, geometry.granule(), geometry.lpa2())) {
            fields.add((~known & field.mask()) == 0 ? field : field.unknown(messages.text("inspector.notPrinted")));
        }
        return fields;
    }

    @Override
    public String name(long descriptor) {
        return messages.text("inspector.entry", dump.tree().level(tables.pageOf(descriptor)), (descriptor - tables.tableOf(descriptor)) / 8);
    }
}
