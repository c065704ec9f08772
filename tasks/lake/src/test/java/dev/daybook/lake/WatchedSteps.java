package dev.daybook.lake;

import dev.daybook.lake.files.FileSteps;
import dev.daybook.lake.files.LocalFileSteps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The real steps with something that may happen right before each of them, and once more in the midst of writing a file.
 * What happens is told the step's number, from 0.
 */
final class WatchedSteps implements FileSteps {

    /** What happens before a step. */
    interface Event {
        void before(int step, String name) throws IOException;
    }

    private final FileSteps steps = new LocalFileSteps();
    private final Event event;
    private final boolean exchanges;
    private final List<String> names = new ArrayList<>();

    /** @param exchanges false for a file system that cannot exchange folders */
    WatchedSteps(Event event, boolean exchanges) {
        this.event = event;
        this.exchanges = exchanges;
    }

    /** The steps that were begun, for people. */
    List<String> names() {
        return names;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        before("mkdir " + directory.getFileName());
        steps.createDirectory(directory);
    }

    @Override
    public WritableByteChannel create(Path file) throws IOException {
        before("create " + file.getFileName());
        return new HalvingChannel(steps.create(file), file.getFileName());
    }

    /** Writes each block in two halves. */
    private final class HalvingChannel implements WritableByteChannel {

        private final WritableByteChannel channel;
        private final Path name;

        HalvingChannel(WritableByteChannel channel, Path name) {
            this.channel = channel;
            this.name = name;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int half = bytes.remaining() / 2;
            int written = channel.write(bytes.slice(bytes.position(), half));
            before("write the second half of " + name);
            bytes.position(bytes.position() + written);
            return written + channel.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public void force(Path path) throws IOException {
        before("force " + path.getFileName());
        steps.force(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        before("rename " + from.getFileName() + " to " + to.getFileName());
        steps.rename(from, to);
    }

    @Override
    public boolean exchange(Path one, Path other) throws IOException {
        before("exchange " + one.getFileName() + " and " + other.getFileName());
        return exchanges && steps.exchange(one, other);
    }

    @Override
    public void delete(Path path) throws IOException {
        before("delete " + path.getFileName());
        steps.delete(path);
    }

    private void before(String name) throws IOException {
        names.add(name);
        event.before(names.size() - 1, name);
    }
}
