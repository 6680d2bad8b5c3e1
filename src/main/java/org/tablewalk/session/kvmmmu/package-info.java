/**
 * Traces of the kernel's kvmmmu tracepoints, as the engine opens and runs them: their kind, and what it answers for each of them.
 *
 * <p>What may not live here: anything that another kind of subject needs too ({@code session}), and the other kinds.
 */
package org.tablewalk.session.kvmmmu;
