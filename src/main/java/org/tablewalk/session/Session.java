package org.tablewalk.session;

/** The engine as the window sees it. Neither waits for the other. */
public interface Session extends AutoCloseable {
    /** The latest frame, never null, at once; asks for a newer one to be there at the next call. */
    Frame frame();

    /** The machines that are in lock step, of which {@link #frame} is the leading one; null while only one is open. */
    default LockStepFrame lockStep() {
        return null;
    }

    /** What is known of every schedule of what is open, at once. */
    default Proof proof() {
        return Proof.NONE;
    }

    /** Queues a command. */
    void send(Command command);

    /** Stops the engine within 200 ms. */
    @Override
    void close();
}
