package dev.daybook.extractcsv.format;

import dev.daybook.sourcefiles.input.FileFormat;
import dev.daybook.sourcefiles.input.SourceFile;
import dev.daybook.sourcefiles.input.UnpackLimits;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** Opens CSV files. */
public final class CsvFile {

    private static final FileFormat FORMAT = format("name another with --file");
    private static final FileFormat ALONE = format("name another");

    private CsvFile() {}

    private static FileFormat format(String another) {
        return new FileFormat("CSV", "a dataset without rows is a file with its header only", another);
    }

    /**
     * Opens a file; unpacks it when it is gzip, decodes it when its encoding is not UTF-8.
     *
     * @throws dev.daybook.task.StepFailure.NotReady when it does not exist
     * @throws dev.daybook.task.StepFailure.Denied when it may not be read
     * @throws dev.daybook.task.StepFailure.BadData when it is empty or no CSV file
     */
    public static SourceFile open(Path path, Charset charset, UnpackLimits limits) {
        return SourceFile.open(path, FORMAT, charset, limits);
    }

    /** Opens a file that is looked at by itself, with the usual limits; as {@link #open}. */
    public static SourceFile openAlone(Path path, Charset charset) {
        return SourceFile.open(path, ALONE, charset, UnpackLimits.DEFAULT);
    }
}
