package org.tablewalk.machine.listing;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Intrinsics, constants and fields by name: what a machine fills once and assemblies then read. */
public class IntrinsicTable implements Intrinsics {
    private final Map<String, Intrinsic> byName = new HashMap<>();
    private final Map<Integer, Intrinsic> pure = new HashMap<>();
    private final Map<Integer, Intrinsic> system = new HashMap<>();
    private final Map<String, Long> constants = new HashMap<>();
    private final Map<String, Long> fields = new HashMap<>();
    private final Map<String, Long> eras = new LinkedHashMap<>();

    /** Nothing yet. */
    protected IntrinsicTable() {}

    /** Adds a pure function; see {@link Intrinsic}. */
    protected final void pure(String name, int id, int arity) {
        Intrinsic i = new Intrinsic(name, false, id, arity, true, name);
        byName.put(name, i);
        pure.put(id, i);
    }

    /** Adds a micro-step; see {@link Intrinsic}. */
    protected final void system(String name, int id, int arity, boolean value, String mnemonic) {
        Intrinsic i = new Intrinsic(name, true, id, arity, value, mnemonic);
        byName.put(name, i);
        system.put(id, i);
    }

    /** Adds fields of structures by their byte offset. */
    protected final void fields(Map<String, Long> offsets) {
        fields.putAll(offsets);
    }

    /** Adds eras, the oldest first. */
    protected final void eras(String... names) {
        constants.put("era", 0L);
        for (String name : names) {
            eras.put(name, eras.size() + 1L);
            constants.put(name, eras.get(name));
        }
    }

    /** Adds constants; a later one replaces an earlier one of its name. */
    protected final void constants(Map<String, Long> values) {
        constants.putAll(values);
    }

    /** Adds a constant, such as an address or a scenario's parameter; a later one replaces an earlier one. */
    public IntrinsicTable with(String name, long value) {
        constants.put(name, value);
        return this;
    }

    @Override
    public final Intrinsic find(String name) {
        return byName.get(name);
    }

    @Override
    public final Intrinsic get(boolean isSystem, int id) {
        return (isSystem ? system : pure).get(id);
    }

    @Override
    public final Long constant(String name) {
        return constants.get(name);
    }

    @Override
    public final Map<String, Long> eras() {
        return Collections.unmodifiableMap(eras);
    }

    @Override
    public final Long field(String name) {
        return fields.get(name);
    }
}
