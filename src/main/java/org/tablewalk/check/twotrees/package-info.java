/**
 * What the judgement of a machine with shadow pages and that of a trace of one share: the counters, and what a role word means.
 *
 * <p>What may not live here: how either is read, and rules of KVM's: what a role word means, whoever runs the listing of its design says.
 */
package org.tablewalk.check.twotrees;
