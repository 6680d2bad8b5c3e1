package org.tablewalk.session;

/** The engine as the window sees it. Neither waits for the other. */
public interface Session extends AutoCloseable {
    /** The latest frame, never null, at once; asks for a newer one to be there at the next call. */
    Frame frame();

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
