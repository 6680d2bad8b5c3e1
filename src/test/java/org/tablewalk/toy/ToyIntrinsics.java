package org.tablewalk.toy;

import org.tablewalk.machine.listing.IntrinsicTable;

/** What the toy machine's listings call. */
final class ToyIntrinsics extends IntrinsicTable {
    static final int READ = 0;
    static final int STORE = 1;
    static final int FLUSH = 2;

    ToyIntrinsics() {
        system("read", READ, 1, false, "read");
        system("store", STORE, 3, false, "store");
        system("flush", FLUSH, 0, false, "flush");
    }
}
