/**
 * The verdict on a run: rules, findings, debts, and what every {@link org.tablewalk.check.judge.Judge} is, whatever machine it watches. A run, a search and an import are judged
 * by the same object. Here too: what can be expected of runs, and who owns which frames, which every judge keeps alike.
 *
 * <p>What may not live here: what the rules of any one kind of machine are decided by, sentences for people, and anything that changes a machine.
 */
package org.tablewalk.check.judge;
