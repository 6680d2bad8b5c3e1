package org.tablewalk.viewmodel.kind;

/**
 * What has a lane of its own in the timeline.
 *
 * @param address as marks name it, or -1 for nothing in particular
 * @param name    what it is called
 */
public record Pin(long address, String name) {
    /** Nothing in particular. */
    public static final Pin NONE = new Pin(-1, "");
}
