package dev.daybook.extractcsv.format;

import dev.daybook.sourcefiles.input.FileFormat;
import dev.daybook.sourcefiles.input.SourceFile;
import dev.daybook.sourcefiles.input.UnpackLimits;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** Opens CSV files. */
public final class CsvFile {

    private static final FileFormat FORMAT =
            new FileFormat("CSV", "a dataset without rows is a file with its header only");

    private CsvFile() {}

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
}
