package org.tablewalk.trace;

import org.tablewalk.machine.Event;
import org.tablewalk.trace.Segment.Kind;

/** What an event says its CPU's line of listing does. */
final class Deed {
    private static final Kind[] OF = new Kind[Event.KINDS];

    static {
        OF[Event.WORD_WRITE] = Kind.STORE;
        OF[Event.TLBI_ISSUE] = Kind.TLBI;
        OF[Event.DSB_DONE] = Kind.DSB;
        OF[Event.ISB] = Kind.ISB;
        OF[Event.MSR] = Kind.MSR;
        OF[Event.LOCK] = Kind.LOCK;
        OF[Event.UNLOCK] = Kind.UNLOCK;
        OF[Event.PAGE_ALLOC] = Kind.ALLOC;
        OF[Event.PAGE_FREE] = Kind.FREE;
        OF[Event.TLB_FLUSH] = Kind.FLUSH;
        OF[Event.INVLPG] = Kind.FLUSH;
        OF[Event.GUEST_WALK] = Kind.GUEST_LEVEL;
        OF[Event.INJECT] = Kind.INJECT;
        OF[Event.SP_ALLOC] = Kind.SP_NEW;
        OF[Event.SP_REUSE] = Kind.SP_REUSE;
        OF[Event.SP_ZAP] = Kind.ZAP;
        OF[Event.SP_FREE] = Kind.FREE;
        OF[Event.SPTE_SET] = Kind.SET;
        OF[Event.SP_LINK] = Kind.LINK;
        OF[Event.SP_UNLINK] = Kind.UNLINK;
        OF[Event.TRACK] = Kind.TRACK;
        OF[Event.SP_UNSYNC] = Kind.UNSYNC;
        OF[Event.SP_SYNC] = Kind.SYNC;
        OF[Event.PTE_WRITE] = Kind.EMULATE;
        OF[Event.ROOT] = Kind.ROOT;
        OF[Event.ROOT_REUSE] = Kind.ROOT;
    }

    private Deed() {}

    /** The kind of what an event of that kind is, or null if it is nothing worth a word. */
    static Kind of(int event) {
        return OF[event];
    }
}
