/**
 * Pictures of shadow paging: guest tables beside the shadow tables made from them, the hash, the reverse map, the truth
 * table of the role designs. Pure layout of {@link org.tablewalk.picture.twotrees.ShadowSource}s, which a machine's state and an imported trace can be.
 *
 * <p>What may not live here: a toolkit, and any rule of a role design: what a role word means is asked of whoever runs the design's listing.
 */
package org.tablewalk.picture.twotrees;
