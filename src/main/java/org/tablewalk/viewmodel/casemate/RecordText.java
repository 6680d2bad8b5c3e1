package org.tablewalk.viewmodel.casemate;

import java.util.Locale;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.trace.casemate.BarrierKind;
import org.tablewalk.trace.casemate.CasemateRecord;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;

/** Records of an imported trace in the words of a listing and of a sentence: as they are written they are mostly brackets. */
public final class RecordText {
    private final CasemateTrace trace;
    private final Messages messages;

    public RecordText(CasemateTrace trace, Messages messages) {
        this.trace = trace;
        this.messages = messages;
    }

    /** A line of the listing; it names the thread where there are several. */
    public String line(int index) {
        CasemateRecord record = trace.record(index);
        String line = text("record.", record);
        return trace.threads().size() > 1 ? messages.text("record.thread", record.origin().thread(), line) : line;
    }

    /** What a record did, to go into a sentence; for records that are no instruction of the machine. */
    public String told(int index) {
        return text("record.told.", trace.record(index));
    }

    /** Where the recorded program did it, or empty. */
    public String source(int index) {
        String source = trace.record(index).origin().src();
        return source.isEmpty() ? "" : "  " + messages.text("record.source", source.substring(source.lastIndexOf('/') + 1));
    }

    private String text(String prefix, CasemateRecord record) {
        return switch (record) {
            case CasemateRecord.MemWrite r -> messages.text("record.write", hex(r.address()), hex(r.value()));
            case CasemateRecord.MemRead r -> messages.text("record.read", hex(r.address()), hex(r.value()));
            case CasemateRecord.MemInit r -> messages.text(prefix + "init", hex(r.address()), Numbers.size(r.size()));
            case CasemateRecord.MemFree r -> messages.text(prefix + "free", hex(r.address()), Numbers.size(r.size()));
            case CasemateRecord.MemSet r -> messages.text(prefix + "set", hex(r.address()), Numbers.size(r.size()), hex(r.value()));
            case CasemateRecord.Barrier r -> r.kind() == BarrierKind.ISB ? "ISB" : "DSB " + r.kind().word().toUpperCase(Locale.ROOT);
            case CasemateRecord.Tlbi r -> "TLBI " + r.kind().word().toUpperCase(Locale.ROOT) + (r.kind().byAddress() ? " " + hex(r.operand()) : "");
            case CasemateRecord.SysregWrite r -> messages.text("record.write", r.register().name(), hex(r.value()));
            case CasemateRecord.Hint r -> messages.text(prefix + r.kind().word(), hex(r.location()), hex(r.value()));
            case CasemateRecord.Lock r -> messages.text("record.lock", hex(r.address()));
            case CasemateRecord.TryLock r -> messages.text("record.lock", hex(r.address()));
            case CasemateRecord.Unlock r -> messages.text("record.unlock", hex(r.address()));
        };
    }

    /** Without groups: a listing is narrow. */
    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
