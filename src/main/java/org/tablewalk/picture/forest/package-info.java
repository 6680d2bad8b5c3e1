/**
 * Several trees of descriptors in one picture: each has a part of it that no other moves, and the way from a table of one stage to the entry of the next that it is found by is drawn for what is
 * looked at and for walks.
 *
 * <p>What may not live here: how one tree is laid out ({@code picture.tree}), and any kind of subject.
 */
package org.tablewalk.picture.forest;
