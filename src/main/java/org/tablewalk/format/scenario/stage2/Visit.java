package org.tablewalk.format.scenario.stage2;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a walk can be asked to visit. */
enum Visit {
    /** Entries that are no tables, invalid ones too. */
    LEAF("visitLeaf", "WALK_LEAF"),
    /** Tables, before what is below them. */
    TABLE_PRE("visitPre", "WALK_PRE"),
    /** Tables, after what is below them. */
    TABLE_POST("visitPost", "WALK_POST");

    private final String parameter;
    private final String constant;

    Visit(String parameter, String constant) {
        this.parameter = parameter;
        this.constant = constant;
    }

    /** The walker lab's parameter for it. */
    String parameter() {
        return parameter;
    }

    /** What it is called in listings. */
    String constant() {
        return constant;
    }

    /** Of every flag that a case can have the walker lab's parameter for it. */
    static Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(v -> parameters.put(v.name(), v.parameter));
        parameters.put("HANDLE_FAULT", "handleFault");
        parameters.put("IGNORE_EAGAIN", "ignoreEagain");
        return parameters;
    }
}
