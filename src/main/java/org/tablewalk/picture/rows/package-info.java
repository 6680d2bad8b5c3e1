/**
 * One row per CPU over the whole width: left what it did, the lanes of {@link org.tablewalk.picture.timeline}, right what its TLB holds now.
 *
 * <p>What may not live here: how a lane is drawn, and what an entry means; a {@link org.tablewalk.picture.TlbTable} says that.
 */
package org.tablewalk.picture.rows;
