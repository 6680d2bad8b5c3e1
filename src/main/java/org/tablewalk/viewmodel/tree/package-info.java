/**
 * The panes of subjects that have one tree of descriptors, and what they read.
 *
 * <p>What may not live here: how any one kind of subject is read; the kinds share this and do not know each other.
 */
package org.tablewalk.viewmodel.tree;
