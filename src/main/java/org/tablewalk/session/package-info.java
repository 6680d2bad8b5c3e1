/**
 * The background engine: commands in, immutable {@link org.tablewalk.session.Frame}s out.
 *
 * <p>What lives here: {@link org.tablewalk.session.Engine} (runs, cursors, forks; single-threaded and without a clock, so that tests call it
 * directly), {@link org.tablewalk.session.EngineSession} (the thread around it), {@link org.tablewalk.session.Schedules} (the job beside it that searches every schedule), what is open ({@link org.tablewalk.session.Subject}) and what the engine
 * asks of every kind of it ({@link org.tablewalk.session.MachineKind}, {@link org.tablewalk.session.TraceKind}).
 *
 * <p>What may not: sentences, pictures, anything of the window or its toolkit, and any one kind of subject.
 */
package org.tablewalk.session;
