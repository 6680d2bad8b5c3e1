package org.tablewalk.viewmodel.kvmmmu;

import org.tablewalk.format.kvmmmu.Field;
import org.tablewalk.format.kvmmmu.KvmmmuEvent;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.narrate.Words;
import org.tablewalk.viewmodel.Messages;

/** Records of a trace of tracepoints in the words of a listing and of a sentence. */
public final class TracepointText {
    /** What nearly every event of the group begins with: a listing is narrow. */
    private static final String PREFIX = "kvm_mmu_";

    private final KvmmmuTrace trace;
    private final Messages messages;

    public TracepointText(KvmmmuTrace trace, Messages messages) {
        this.trace = trace;
        this.messages = messages;
    }

    /** A line of the listing: the event as written, without task and time; it names the lane where there are several. */
    public String line(int index) {
        String event = event(index);
        String line = event.startsWith(PREFIX) ? event.substring(PREFIX.length()) : event;
        return trace.tasks().size() > 1 ? messages.text("record.thread", trace.lane(index), line) : line;
    }

    private String event(int index) {
        String text = trace.text(index);
        int at = text.indexOf(trace.head(index).event() + ":");
        return at < 0 ? text : text.substring(at);
    }

    /** What a record says that changes no page and no entry, to go into a sentence. */
    public String told(int index) {
        KvmmmuEvent e = trace.event(index);
        if (e == null) {
            return messages.text("tracepoint.other", event(index));
        }
        return switch (e.kind()) {
            case PAGETABLE_WALK -> messages.text("tracepoint.walk", hex(e, Field.ADDR), hex(e, Field.PFERR));
            case SPTE_REQUESTED -> messages.text("tracepoint.requested", hex(e, Field.GFN), hex(e, Field.PFN), e.get(Field.LEVEL));
            case SET_ACCESSED -> messages.text("tracepoint.accessed", hex(e, Field.GPA));
            case SET_DIRTY -> messages.text("tracepoint.dirty", hex(e, Field.GPA));
            case WALKER_ERROR -> messages.text("tracepoint.walkError", hex(e, Field.PFERR));
            case ZAP_ALL_FAST -> messages.text("tracepoint.zapAll", e.get(Field.GENERATION), e.get(Field.USED_PAGES));
            case SPLIT_HUGE_PAGE -> messages.text(e.get(Field.ERROR) == 0 ? "tracepoint.split" : "tracepoint.splitFailed", hex(e, Field.GFN), e.get(Field.LEVEL),
                    Words.result(e.get(Field.ERROR)));
            case FAST_PAGE_FAULT -> messages.text(e.get(Field.FIXED) == 1 ? "tracepoint.fast.fixed"
                    : e.get(Field.SPURIOUS) == 1 ? "tracepoint.fast.spurious" : "tracepoint.fast.not", hex(e, Field.FAULT_ADDRESS), hex(e, Field.OLD_SPTE),
                    hex(e, Field.NEW_SPTE));
            case MARK_MMIO_SPTE -> messages.text("tracepoint.mmioMark", hex(e, Field.GFN), e.get(Field.MMIO_GENERATION));
            case HANDLE_MMIO_PAGE_FAULT -> messages.text("tracepoint.mmioFault", hex(e, Field.ADDR), hex(e, Field.GFN));
            case CHECK_MMIO_SPTE -> messages.text("tracepoint.mmioCheck", e.get(Field.SPTE_GENERATION), e.get(Field.KVM_GENERATION));
            default -> messages.text("tracepoint.page", event(index));
        };
    }

    private static String hex(KvmmmuEvent event, Field field) {
        return "0x" + Long.toHexString(event.get(field));
    }
}
