package org.tablewalk.viewmodel.tree;

import org.tablewalk.picture.forest.ForestScene;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.picture.tree.TreeScene;
import org.tablewalk.session.Frame;
import org.tablewalk.viewmodel.kind.Reading;

/** A frame of a subject that has one tree of descriptors. */
public interface TreeReading extends Reading {
    /** What is read. */
    Frame frame();

    /** The tables of the tree that is shown, or null if there is none yet. */
    TableSource tables();

    /** Number of trees. */
    default int trees() {
        return 1;
    }

    /** The tables in which a descriptor stands; {@link #tables} if it stands in none. */
    default TableSource tables(long descriptor) {
        return tables();
    }

    /** What the picture shows of several trees. */
    default ForestScene forest(long selected) {
        throw new UnsupportedOperationException("one tree");
    }

    /** Why there is no tree, in a sentence; empty if there is one, or nothing to say about it. */
    default String absent() {
        return "";
    }

    @Override
    default TableSource stage2() {
        return tables();
    }

    /** What the picture of the tree shows; there is a tree. */
    TreeScene scene();

    /** Where a descriptor of the tables stands, and what is known of it. */
    Spot spot(long descriptor);

    /** What a descriptor is called: by its place in the tree, {@code L1[1]}, or by its address where it has none. */
    String name(long descriptor);
}
