/**
 * Dumps of a kernel's stage-2 tables, as the engine opens them: their kind, and what it answers for each of them.
 *
 * <p>What may not live here: anything that another kind of subject needs too ({@code session}), and the other kinds.
 */
package org.tablewalk.session.dump;
