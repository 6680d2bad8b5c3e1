/**
 * The panes of subjects that have a guest's tables and shadow tables side by side, and what they read.
 *
 * <p>What may not live here: how any one kind of subject is read; the kinds share this and do not know each other.
 */
package org.tablewalk.viewmodel.twotrees;
