package org.tablewalk.picture.stage2;

import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.RegimeState;
import org.tablewalk.picture.tree.Stage2Format;
import org.tablewalk.picture.tree.TableSource;

/** The stage-2 tables of an Arm machine's image: those of one of its VMs. */
public final class ArmTables implements TableSource {
    private final ArmState state;
    private final ArmMap map;
    private final RegimeState regime;
    private final int vm;
    private final VmPages owners;
    private final Stage2Format format;
    private final FrameData data;
    /** The page of the pool that the root begins with: pages are counted from there on, and around. */
    private final int first;

    /** The tables of the first VM, or of the only one. */
    public ArmTables(ArmState state) {
        this(state, 0, VmPages.ONE);
    }

    /** The tables of a VM; {@code owners}: of the same state. */
    public ArmTables(ArmState state, int vm, VmPages owners) {
        this.state = state;
        this.vm = vm;
        this.owners = owners;
        map = state.map();
        data = new FrameData(state);
        regime = state.regime();
        format = new Stage2Format(regime.geometry(vm));
        first = map.pageOf(regime.root(vm));
    }

    @Override
    public Stage2Format format() {
        return format;
    }

    @Override
    public long root() {
        return regime.root(vm);
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
        if (!(earlier instanceof ArmTables other) || other.map != map || other.vm != vm) {
            return false;
        }
        int cell = map.cellOf(pa);
        return cell >= 0 && state.image().sharesChunk(other.state.image(), cell);
    }

    @Override
    public boolean holds(long pa) {
        return map.contentCell(pa) >= 0;
    }

    @Override
    public String held(long pa) {
        return data.of(pa);
    }

    @Override
    public int pages() {
        return state.pages();
    }

    @Override
    public long pageAddress(int page) {
        return map.pageAddress(inPool(page));
    }

    @Override
    public int pageOf(long pa) {
        int page = map.pageOf(pa);
        return page < 0 ? -1 : Math.floorMod(page - first, pages());
    }

    private int inPool(int page) {
        return (page + first) % pages();
    }

    @Override
    public Use use(int page) {
        if (owners.others(vm, inPool(page))) {
            return Use.FREE;
        }
        return switch (state.use(inPool(page))) {
            case FREE -> Use.FREE;
            case TABLE -> Use.TABLE;
            case FREED -> Use.FREED;
        };
    }

    @Override
    public boolean loose(int page) {
        return owners == VmPages.ONE;
    }
}
