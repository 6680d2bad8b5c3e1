/**
 * What is said about what is open: the verdict on the run shown, what was found in it, and where pictures sign it.
 *
 * <p>What may not live here: rules, which {@code check} decides; sentences about findings, which {@code narrate} makes; and controls.
 */
package org.tablewalk.viewmodel.verdict;
