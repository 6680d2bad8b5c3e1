package org.tablewalk;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.format.scenario.Scenarios;
import org.tablewalk.session.Opener;
import org.tablewalk.session.casemate.CasemateTraces;
import org.tablewalk.session.dump.Dumps;
import org.tablewalk.session.kvmmmu.KvmmmuTraces;
import org.tablewalk.session.shadow.ShadowMachines;
import org.tablewalk.session.stage2.Stage2Machines;
import org.tablewalk.viewmodel.casemate.CasemateViews;
import org.tablewalk.viewmodel.dump.DumpViews;
import org.tablewalk.viewmodel.kind.KindViews;
import org.tablewalk.viewmodel.kvmmmu.KvmmmuViews;
import org.tablewalk.viewmodel.shadow.ShadowViews;
import org.tablewalk.viewmodel.stage2.Stage2Views;

/** The kinds of subjects that ship, for tests of one room. */
public final class Shipped {
    private Shipped() {}

    /** Opens all of them. */
    public static Opener opener() {
        return new Opener(List.of(new Stage2Machines(), new ShadowMachines()), List.of(new CasemateTraces(), new KvmmmuTraces(), new Dumps()));
    }

    /** The scenarios that ship. */
    public static Scenarios scenarios() {
        return opener().scenarios();
    }

    /** A shipped scenario with values. */
    public static ScenarioMachine machine(String name, Map<String, String> values) throws IOException {
        return new MachineFactory().build(scenarios().load(name), values);
    }

    /** What the window shows of all of them. */
    public static List<KindViews> views() {
        return List.of(new Stage2Views(), new ShadowViews(), new CasemateViews(), new KvmmmuViews(), new DumpViews());
    }
}
