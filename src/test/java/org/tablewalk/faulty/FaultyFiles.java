package org.tablewalk.faulty;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The usual files of this machine, of which every operation can be made to fail, or never to end. */
public class FaultyFiles extends FileSystemProvider {
    private final FileSystemProvider real;
    private final FaultyFileSystem system;
    private final List<String> operations = new ArrayList<>();

    /** Files below a real folder. */
    protected FaultyFiles(Path folder) {
        real = folder.getFileSystem().provider();
        system = new FaultyFileSystem(this, folder.getFileSystem());
    }

    /** A real path as one whose operations go through here. */
    public final Path path(Path path) {
        return new FaultyPath(system, path);
    }

    /** Called before each operation that changes something: its name and its file. */
    protected void before(String operation, Path file) throws IOException {
        operations.add(operation + " " + file.getFileName());
    }

    /** Called for each opened file; gives the channel that is used. */
    protected SeekableByteChannel opened(Path file, SeekableByteChannel channel) throws IOException {
        return channel;
    }

    /** What was done, in order. */
    public final List<String> operations() {
        return operations;
    }

    private static Path real(Path path) {
        return ((FaultyPath) path).real();
    }

    @Override
    public final SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        before("open", path);
        return opened(path, real.newByteChannel(real(path), options, attributes));
    }

    @Override
    public final void createDirectory(Path dir, FileAttribute<?>... attributes) throws IOException {
        before("createDirectory", dir);
        real.createDirectory(real(dir), attributes);
    }

    @Override
    public final void delete(Path path) throws IOException {
        before("delete", path);
        real.delete(real(path));
    }

    @Override
    public final void copy(Path source, Path target, CopyOption... options) throws IOException {
        before("copy", target);
        real.copy(real(source), real(target), options);
    }

    @Override
    public final void move(Path source, Path target, CopyOption... options) throws IOException {
        before("move", target);
        real.move(real(source), real(target), options);
    }

    @Override
    public final boolean isSameFile(Path path, Path other) throws IOException {
        return real.isSameFile(real(path), other instanceof FaultyPath ? real(other) : other);
    }

    @Override
    public final boolean isHidden(Path path) throws IOException {
        return real.isHidden(real(path));
    }

    @Override
    public final FileStore getFileStore(Path path) throws IOException {
        return real.getFileStore(real(path));
    }

    @Override
    public final void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(real(path), modes);
    }

    @Override
    public final <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(real(path), type, options);
    }

    @Override
    public final <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options) throws IOException {
        return real.readAttributes(real(path), type, options);
    }

    @Override
    public final Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(real(path), attributes, options);
    }

    @Override
    public final void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        before("setAttribute", path);
        real.setAttribute(real(path), attribute, value, options);
    }

    @Override
    public final DirectoryStream<Path> newDirectoryStream(Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
        var list = new ArrayList<Path>();
        try (var stream = real.newDirectoryStream(real(dir), p -> filter.accept(path(p)))) {
            stream.forEach(p -> list.add(path(p)));
        }
        return new DirectoryStream<>() {
            @Override
            public java.util.Iterator<Path> iterator() {
                return list.iterator();
            }

            @Override
            public void close() {
                // Read already.
            }
        };
    }

    @Override
    public final String getScheme() {
        return "faulty";
    }

    @Override
    public final FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        throw new UnsupportedOperationException();
    }

    @Override
    public final FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public final Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }
}
