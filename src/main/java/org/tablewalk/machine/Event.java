package org.tablewalk.machine;

/**
 * Kinds of events. Each comment gives the operands a, b, c. Addresses are in bytes; "descriptor" operands are words; an access
 * kind is {@link #READ}, {@link #WRITE} or {@link #EXECUTE}.
 */
public final class Event {
    /** Access kinds. */
    public static final int READ = 0;
    public static final int WRITE = 1;
    public static final int EXECUTE = 2;

    /** Beside the level in what a walk tells: nobody asked for it. */
    public static final int SPECULATIVE = 256;
    /** Beside the level in what a walk or a miss tells: it is of the guest's own stage. */
    public static final int STAGE_1 = 512;

    /** A guest access begins: ipa, access kind. */
    public static final int ACCESS_START = 0;
    /** It hit in the TLB: ipa, TLB tag, descriptor. */
    public static final int TLB_HIT = 1;
    /** It missed: ipa, access kind, level the walk starts at | (of stage 1 ? {@link #STAGE_1} : 0). */
    public static final int TLB_MISS = 2;
    /** A walk read one descriptor: address of the descriptor, its value, level | (speculative ? {@link #SPECULATIVE} : 0) | (of stage 1 ? {@link #STAGE_1} : 0). */
    public static final int WALK_READ = 3;
    /** The TLB got an entry: tag, descriptor. */
    public static final int TLB_FILL = 4;
    /** The TLB lost an entry to make room or to eviction: tag, descriptor. */
    public static final int TLB_EVICT = 5;
    /** A guest access was performed: ipa, physical address, access kind. */
    public static final int ACCESS_DONE = 6;
    /**
     * A fault was raised: ipa, address of the deciding descriptor (0: a TLB entry), {@link Fault} word (kind, level, access). On x86 the kind is the
     * error code of the page fault.
     */
    public static final int FAULT = 7;
    /** A walk read a table that is freed: address of the descriptor, level. The fault or dropped walk follows. */
    public static final int FREED_TABLE_READ = 8;
    /** Two or more TLB entries matched one lookup: ipa, number of matches. */
    public static final int TLB_OVERLAP = 9;
    /** The hardware raised a TLB conflict abort: ipa. */
    public static final int CONFLICT_ABORT = 10;
    /** A descriptor or other memory word was stored and is visible, by the guest after the {@link #ACCESS_DONE} of its access: address, old value, new value. */
    public static final int WORD_WRITE = 11;
    /** Host code read a memory word, or the guest, after the {@link #ACCESS_DONE} of its access: address, value. */
    public static final int WORD_READ = 12;
    /** A TLBI was issued: slot, operation, operand. */
    public static final int TLBI_ISSUE = 13;
    /** A TLBI arrived at this CPU: slot, entries removed, 1 if an access in flight was marked. */
    public static final int TLBI_ARRIVE = 14;
    /** A TLBI has arrived everywhere and nothing it marked is left; the actor is its issuer: slot. */
    public static final int TLBI_DONE = 15;
    /** A DSB has to wait: barrier kind. */
    public static final int DSB_WAIT = 16;
    /** A DSB has finished: barrier kind. */
    public static final int DSB_DONE = 17;
    /** An ISB: 0. */
    public static final int ISB = 18;
    /** A system register was written: register, value. */
    public static final int MSR = 19;
    /** A lock was taken: lock, mode (1 exclusive, 2 shared). */
    public static final int LOCK = 20;
    /** A lock has to be waited for: lock, mode. */
    public static final int LOCK_WAIT = 21;
    /** A lock was released: lock. */
    public static final int UNLOCK = 22;
    /** A table page was allocated: physical address. */
    public static final int PAGE_ALLOC = 23;
    /** A table page was freed: physical address. */
    public static final int PAGE_FREE = 24;
    /** An exception was taken to EL2: ipa, {@link Fault} word, routine; or the listing's own HVC left the guest: 0, 0, -1. On x86 an exit: address or new value, error code of a page fault, reason. */
    public static final int EXCEPTION = 25;
    /** The guest resumes after an exception: result of the handler; or the listing's own ERET enters it: 0, 0, 1. */
    public static final int RESUME = 26;
    /**
     * The CPU stops for good: 0 at the end of its listing, or a negative error that KVM_RUN would return; why ({@link #RETURNED}, {@link #STACK},
     * {@link #MISUSE}, {@link #UNHANDLED}, {@link #OTHER_TREE} or {@link #EXITED}); number of the op it stands at, or -1.
     */
    public static final int HALT = 27;
    /** A routine was called: routine, first argument, second argument. */
    public static final int CALL = 28;
    /** A routine was called through a reference (a walker callback): first, second and third argument. */
    public static final int CALLBACK = 29;
    /** A routine returned: routine, value. */
    public static final int RETURN = 30;
    /** A speculative walk began: ipa. */
    public static final int SPECULATE = 31;
    /** A record of an imported trace that is none of the above was passed: record index. */
    public static final int NOTE = 32;

    // What x86 has besides. The tracepoints of the shadow MMU's listings, in the manner of the kernel's kvmmmu events, have two operands; the third is
    // the word that stands at address a after the step, or 0 if a is no host address.

    /** Guest memory was read by the host: gpa, value, bytes. */
    public static final int GUEST_READ = 33;
    /** Tracepoint: the guest walk read an entry: gpa of the entry | its level &lt;&lt; 60, its value. */
    public static final int GUEST_WALK = 34;
    /** Tracepoint: the guest gets a #PF: address, error code; or a #GP, also from the hardware without an exit: address or value, 256. */
    public static final int INJECT = 35;
    /** Tracepoint: a shadow page was made: header, address of the entry it will hang from (0: a root). */
    public static final int SP_ALLOC = 36;
    /** Tracepoint: a shadow page was found in the hash: header, address of the entry it will hang from (0: a root). */
    public static final int SP_REUSE = 37;
    /** Tracepoint: a shadow page begins to be zapped: header, root count. */
    public static final int SP_ZAP = 38;
    /** Tracepoint: a shadow page's memory is freed: header, gfn. */
    public static final int SP_FREE = 39;
    /** Tracepoint: a shadow entry was set, to a leaf or to nothing: address, old value. */
    public static final int SPTE_SET = 40;
    /** Tracepoint: an entry was made to point to a shadow page: address of the entry, header. */
    public static final int SP_LINK = 41;
    /** Tracepoint: an entry no longer points to a shadow page: address of the entry, header. */
    public static final int SP_UNLINK = 42;
    /** Tracepoint: the reverse map got an entry: gfn, address of the entry. */
    public static final int RMAP_ADD = 43;
    /** Tracepoint: the reverse map lost one: gfn it was looked up by, address of the entry. */
    public static final int RMAP_REMOVE = 44;
    /** Tracepoint: the reverse map should have lost one and did not have it: gfn it was looked up by, address of the entry. */
    public static final int RMAP_MISSING = 45;
    /** Tracepoint: write tracking of a gfn changed: gfn, count. */
    public static final int TRACK = 46;
    /** Tracepoint: a shadow page goes out of step with its guest table: header, gfn. */
    public static final int SP_UNSYNC = 47;
    /** Tracepoint: a shadow page was compared with its guest table again: header, entries dropped or changed. */
    public static final int SP_SYNC = 48;
    /** Tracepoint: a guest write to a shadowed table is emulated: gpa, value. */
    public static final int PTE_WRITE = 49;
    /** Tracepoint: a special root page comes into use: address, level. */
    public static final int SPECIAL_PAGE = 50;
    /** Tracepoint: a CPU's root is loaded: address of the table, level. */
    public static final int ROOT = 51;
    /** Tracepoint: a CPU's root was taken from the previous roots: address of the table, CR3. */
    public static final int ROOT_REUSE = 52;
    /** The guest executes INVLPG: address; or INVPCID: address, PCID, type + 1. */
    public static final int INVLPG = 53;
    /** A CPU's TLB was emptied, or of one address: entries removed, address or -1. */
    public static final int TLB_FLUSH = 54;
    /** Hardware set accessed or dirty in an entry: address of the entry, old, new. */
    public static final int AD_UPDATE = 55;
    /** A guest register changed: register, value. */
    public static final int REGISTER = 56;

    // What a listing says about itself. None of these changes anything.

    /** An assertion does not hold: op number. */
    public static final int ASSERT_FAILED = 57;
    /** Memory gets another owner: first physical address, bytes, owner ({@link #HOST}, {@link #GUEST} or another small number). */
    public static final int GIVE = 58;
    /** The access that begins next in this step must not fault: address, access kind. */
    public static final int MUST = 59;
    /** The host notes a write of the guest in a dirty log that is no words of its memory: ipa. */
    public static final int DIRTY = 60;
    /** The host is done with reading its dirty log and copies what it took from it: first ipa, bytes. */
    public static final int COLLECT_DIRTY = 61;
    /** From now on the host has to learn of every write of the guest to memory, or need not any more: first ipa, bytes, 1 or 0. */
    public static final int LOG_DIRTY = 63;
    /** A store enters the CPU's store buffer, in program order; {@link #WORD_WRITE} tells when it becomes visible: address, value. */
    public static final int STORE = 62;
    /** Why a CPU stops: its listing ended, or the handler of an exception returned an error. */
    public static final int RETURNED = 0;
    /** Its call stack has no room for a further call. */
    public static final int STACK = 1;
    /** It asked for what nobody has: memory outside of everything, a page freed twice, a lock that is not held, a routine that does not exist. */
    public static final int MISUSE = 2;
    /** A guest access failed and there is no routine to handle it, or none could. */
    public static final int UNHANDLED = 3;
    /** The guest cannot run: the register that gives the shape of the tree does not fit the tree that this machine's hardware walks. */
    public static final int OTHER_TREE = 4;
    /** User space has ended it. */
    public static final int EXITED = 5;
    /** Number of kinds. */
    public static final int KINDS = 64;

    /** Owners of memory. */
    public static final int HOST = 0;
    public static final int GUEST = 1;
    /** One more than the last number of an owner. */
    public static final int OWNERS = 256;

    private Event() {}
}
