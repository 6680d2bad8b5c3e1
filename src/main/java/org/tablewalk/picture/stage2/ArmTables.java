package org.tablewalk.picture.stage2;

import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.picture.tree.Stage2Format;
import org.tablewalk.picture.tree.TableSource;

/** The stage-2 tables of an Arm machine's image. */
public final class ArmTables implements TableSource {
    private final ArmState state;
    private final ArmMap map;
    private final Stage2Format format;

    public ArmTables(ArmState state) {
        this.state = state;
        map = state.map();
        format = new Stage2Format(map.config().geometry());
    }

    @Override
    public Stage2Format format() {
        return format;
    }

    @Override
    public long root() {
        return map.config().poolBase();
    }

    @Override
    public int rootEntries() {
        return format.geometry().rootEntries();
    }

    @Override
    public long word(long pa) {
        return state.word(pa);
    }

    @Override
    public boolean sameChunk(TableSource earlier, long pa) {
        if (!(earlier instanceof ArmTables other) || other.map != map) {
            return false;
        }
        int cell = map.cellOf(pa);
        return cell >= 0 && state.image().sharesChunk(other.state.image(), cell);
    }

    @Override
    public int pages() {
        return state.pages();
    }

    @Override
    public long pageAddress(int page) {
        return map.pageAddress(page);
    }

    @Override
    public int pageOf(long pa) {
        return map.pageOf(pa);
    }

    @Override
    public Use use(int page) {
        return switch (state.use(page)) {
            case FREE -> Use.FREE;
            case TABLE -> Use.TABLE;
            case FREED -> Use.FREED;
        };
    }
}
