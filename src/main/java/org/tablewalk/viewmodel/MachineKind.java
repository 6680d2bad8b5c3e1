package org.tablewalk.viewmodel;

/** Which machine what is open is about: it decides which canvases and panes are shown. */
public enum MachineKind {
    /** Arm's stage 2, ours or recorded: one tree. */
    ARM,
    /** An x86 guest under a shadow MMU, ours or recorded: the guest's tables and KVM's side by side. */
    X86
}
