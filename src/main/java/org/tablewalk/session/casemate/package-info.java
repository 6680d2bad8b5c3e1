/**
 * Casemate traces, as the engine opens and runs them: their kind, what it answers for each of them, and verdicts on them.
 *
 * <p>What may not live here: anything that another kind of subject needs too ({@code session}), and the other kinds.
 */
package org.tablewalk.session.casemate;
