package org.tablewalk.session.casemate;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.tablewalk.check.casemate.Ground;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.format.casemate.CasemateTrace;

/** Grounds of a verdict in words. */
final class Grounds {
    private final ResourceBundle texts = ResourceBundle.getBundle("org.tablewalk.session.casemate.Texts", Locale.ROOT);
    private final CasemateTrace trace;

    Grounds(CasemateTrace trace) {
        this.trace = trace;
    }

    String text(Ground ground) {
        return switch (ground) {
            case Ground.Broken g -> rule(g.finding()) + owed(g.owed()) + (g.cause() == null ? "" : text("cause", id(g.cause()), g.cause().rule().id()));
            case Ground.Doubtful g -> text("doubtful", id(g.finding()), rule(g.finding()));
            case Ground.UnknownBefore g -> text("before", id(g.record()), hex(g.entry()));
            case Ground.ChangedByOther g -> text("other", id(g.record()), hex(g.entry()));
            case Ground.SharedId g -> text("shared", g.id() < 0 ? text("shared.el2") : text("shared.vmid", g.id()));
            case Ground.TooMuch g -> text("much", id(g.record()));
            case Ground.Owed g -> text("end", hex(g.debt().entry()), owed(g.debt().owed()));
        };
    }

    private String rule(Finding finding) {
        return text("rule." + finding.rule().name(), finding.rule().id(), hex(finding.entry()));
    }

    private String owed(List<Debt.Item> items) {
        return items.isEmpty() ? "" : text("owed", items.stream().map(item -> text("item." + item.name())).collect(Collectors.joining(", ")));
    }

    private long id(Finding finding) {
        return id((int) finding.step());
    }

    private long id(int record) {
        return trace.record(record).origin().id();
    }

    private String text(String key, Object... operands) {
        return texts.getString(key).formatted(operands);
    }

    private static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
