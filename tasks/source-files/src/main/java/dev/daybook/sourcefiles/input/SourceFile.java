package dev.daybook.sourcefiles.input;

import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import dev.daybook.task.file.ProcessUser;
import dev.daybook.task.file.WholeFile;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.channels.Channels;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * A file that is read once. Its size, modification time and identity are taken when it is opened, and compared when
 * it has been read: a file that somebody still writes is not a state of anything.
 */
public final class SourceFile implements AutoCloseable {

    private static final int LONGEST_MAGIC = 6;

    private final Path path;
    private final BasicFileAttributes before;
    private final InputStream stream;

    private SourceFile(Path path, BasicFileAttributes before, InputStream stream) {
        this.path = path;
        this.before = before;
        this.stream = stream;
    }

    /**
     * Opens a file; unpacks it when it is gzip, decodes it when its encoding is not UTF-8.
     *
     * @param format what the file must be
     * @param charset the encoding of its text
     * @param limits what a packed file may become
     * @throws StepFailure.NotReady when it does not exist
     * @throws StepFailure.Denied when it may not be read
     * @throws StepFailure.BadData when it is empty or of another format
     */
    public static SourceFile open(Path path, FileFormat format, Charset charset, UnpackLimits limits) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new StepFailure.BadData(shown(path) + ": " + expected(format) + ", found "
                        + PathKind.of(path, Links.FOLLOWED).shown());
            }
            if (attributes.size() == 0) {
                throw new StepFailure.BadData(
                        shown(path) + ": " + expected(format) + ", found 0 bytes; " + format.withoutRows());
            }
            return new SourceFile(path, attributes, layers(path, format, charset, limits));
        } catch (NoSuchFileException e) {
            throw new StepFailure.NotReady(shown(path)
                    + ": the file does not exist; let whatever writes it run first, or " + format.another());
        } catch (AccessDeniedException e) {
            throw new StepFailure.Denied(
                    shown(path) + ": may not be read; give " + ProcessUser.shown()
                            + " the right to read it and to search its folders",
                    e);
        } catch (DamagedInput e) {
            throw new StepFailure.BadData(shown(path) + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StepFailure.InputOutput(shown(path) + ": cannot be read: " + FileReason.of(e), e);
        }
    }

    private static InputStream layers(Path path, FileFormat format, Charset charset, UnpackLimits limits)
            throws IOException {
        PushbackInputStream raw =
                new PushbackInputStream(Channels.newInputStream(WholeFile.open(path, Links.FOLLOWED)), LONGEST_MAGIC);
        try {
            byte[] first = first(raw);
            InputStream unpacked = raw;
            if (FileKind.GZIP.begins(first, first.length)) {
                PushbackInputStream inner = new PushbackInputStream(new GzipStream(raw, limits), LONGEST_MAGIC);
                first = first(inner);
                if (first.length == 0) {
                    throw new DamagedInput(expected(format) + ", found 0 bytes within gzip");
                }
                if (FileKind.GZIP.begins(first, first.length)) {
                    throw new DamagedInput(expected(format) + ", found gzip within gzip");
                }
                unpacked = inner;
            } else if (path.toString().endsWith(".gz")) {
                throw new DamagedInput("expected gzip, as its name says, found other bytes");
            }
            boolean utf8 = charset.equals(StandardCharsets.UTF_8);
            refuseOtherKinds(first, format, utf8);
            return utf8 ? unpacked : new DecodingStream(unpacked, charset);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static byte[] first(PushbackInputStream stream) throws IOException {
        byte[] first = stream.readNBytes(LONGEST_MAGIC);
        stream.unread(first);
        return first;
    }

    private static void refuseOtherKinds(byte[] first, FileFormat format, boolean utf8) throws DamagedInput {
        for (FileKind kind : FileKind.values()) {
            boolean mark = kind == FileKind.UTF_16_LITTLE || kind == FileKind.UTF_16_BIG;
            if (kind.begins(first, first.length) && (utf8 || !mark)) {
                throw new DamagedInput(expected(format) + ", found " + kind.description(format));
            }
        }
    }

    private static String expected(FileFormat format) {
        return "expected a " + format.name() + " file";
    }

    private static String shown(Path path) {
        return EscapedText.of(path.toString());
    }

    /** The file's path. */
    public Path path() {
        return path;
    }

    /** The file's content as UTF-8 (when it is well-formed), unpacked. Throws {@link DamagedInput}. */
    public InputStream stream() {
        return stream;
    }

    /** When the file was last modified. */
    public Instant modified() {
        return before.lastModifiedTime().toInstant();
    }

    /** The file's size in bytes, as it lies on disk. */
    public long bytes() {
        return before.size();
    }

    /**
     * Looks that the file is the one that was opened, still and unchanged.
     *
     * @throws StepFailure.Temporary when it is not
     */
    public void checkUnchanged() {
        String change;
        try {
            change = change(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (IOException e) {
            throw new StepFailure.Temporary(
                    shown(path) + ": went away while it was read; run again when whatever writes it is done", e);
        }
        if (!change.isEmpty()) {
            throw new StepFailure.Temporary(shown(path) + ": changed while it was read (" + change
                    + "); run again when whatever writes it is done");
        }
    }

    private String change(BasicFileAttributes after) {
        if (before.fileKey() != null && !before.fileKey().equals(after.fileKey())) {
            return "another file has taken its name";
        }
        if (before.size() != after.size()) {
            return "it had " + before.size() + " bytes, now it has " + after.size();
        }
        return before.lastModifiedTime().equals(after.lastModifiedTime())
                ? ""
                : "it was modified " + before.lastModifiedTime() + ", now " + after.lastModifiedTime();
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new StepFailure.InputOutput(shown(path) + ": cannot be closed: " + FileReason.of(e), e);
        }
    }
}
