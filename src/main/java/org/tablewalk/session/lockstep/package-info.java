/**
 * What it means for runs to be in lock step: which events of two runs are the same ({@link org.tablewalk.session.lockstep.EventIdentity}), where two runs part ({@link
 * org.tablewalk.session.lockstep.Common}), where they meet again ({@link org.tablewalk.session.lockstep.Meetings}), and how one run does as another does for as long as that has a meaning
 * ({@link org.tablewalk.session.lockstep.Following}). All of it is learnt while recording, from the events; nothing is read off the machines.
 *
 * <p>What may not live here: the engine, frames and subjects (the package above uses this one), sentences, and anything that knows one kind of machine.
 */
package org.tablewalk.session.lockstep;
