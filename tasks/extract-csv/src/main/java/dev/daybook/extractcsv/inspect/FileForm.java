package dev.daybook.extractcsv.inspect;

import dev.daybook.extractcsv.format.CsvFile;
import dev.daybook.extractcsv.format.Dialect;
import dev.daybook.extractcsv.format.RecordLimits;
import dev.daybook.extractcsv.format.RecordReader;
import dev.daybook.extractcsv.format.UnreadableRecord;
import dev.daybook.sourcefiles.input.DamagedInput;
import dev.daybook.sourcefiles.input.SourceFile;
import dev.daybook.sourcefiles.record.Utf8;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import dev.daybook.task.file.WholeFile;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a file is written: its encoding is the first that the whole file is valid in, its delimiter the one that cuts its
 * first records into the most fields, each into as many.
 *
 * @param charset the encoding
 * @param dialect the dialect
 */
record FileForm(Charset charset, Dialect dialect) {

    private static final int RECORDS_TRIED = 200;
    private static final String DELIMITERS = ",;\t|";
    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"), StandardCharsets.ISO_8859_1);

    /** Finds out what is not given. */
    static FileForm find(Path path, Optional<Charset> givenCharset, Optional<Dialect> givenDialect) {
        try {
            Charset charset = givenCharset.isPresent() ? givenCharset.get() : charset(path);
            return new FileForm(charset, givenDialect.isPresent() ? givenDialect.get() : dialect(path, charset));
        } catch (DamagedInput e) {
            throw new StepFailure.BadData(EscapedText.of(path.toString()) + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StepFailure.InputOutput(
                    EscapedText.of(path.toString()) + ": cannot be read: " + FileReason.of(e), e);
        }
    }

    private static Charset charset(Path path) throws IOException {
        if (hasUtf16Mark(path)) {
            return StandardCharsets.UTF_16;
        }
        for (Charset charset : CHARSETS) {
            if (isValid(path, charset)) {
                return charset;
            }
        }
        return StandardCharsets.ISO_8859_1;
    }

    private static boolean hasUtf16Mark(Path path) throws IOException {
        if (PathKind.of(path, Links.FOLLOWED) != PathKind.FILE) {
            return false; // What it is, and what is wrong with it, is told where it is read.
        }
        try (InputStream input = Channels.newInputStream(WholeFile.open(path, Links.FOLLOWED))) {
            byte[] first = input.readNBytes(2);
            int mark = first.length < 2 ? 0 : (first[0] & 0xff) << 8 | first[1] & 0xff;
            return mark == 0xFFFE || mark == 0xFEFF;
        }
    }

    private static boolean isValid(Path path, Charset charset) throws IOException {
        try (SourceFile file = CsvFile.openAlone(path, charset)) {
            byte[] block = new byte[1 << 16];
            int held = 0;
            int read;
            while ((read = file.stream().read(block, held, block.length - held)) > 0) {
                int length = held + read;
                int malformed = Utf8.firstMalformed(block, 0, length);
                // A character may lie across two blocks.
                if (malformed >= 0 && malformed < length - 3) {
                    return false;
                }
                held = malformed < 0 ? 0 : length - malformed;
                System.arraycopy(block, length - held, block, 0, held);
            }
            return held == 0;
        } catch (DamagedInput e) {
            if (charset.equals(StandardCharsets.UTF_8)) {
                throw e;
            }
            return false;
        }
    }

    private static Dialect dialect(Path path, Charset charset) throws IOException {
        Dialect best = Dialect.DEFAULT;
        int most = 1;
        for (char delimiter : DELIMITERS.toCharArray()) {
            Dialect dialect = Dialect.DEFAULT.withDelimiter(delimiter);
            int fields = fields(path, charset, dialect);
            if (fields > most) {
                most = fields;
                best = dialect;
            }
        }
        return best;
    }

    /** How many fields each of the first records has, or 0 when they differ or are none. */
    private static int fields(Path path, Charset charset, Dialect dialect) throws IOException {
        try (SourceFile file = CsvFile.openAlone(path, charset)) {
            RecordReader records = new RecordReader(file.stream(), dialect, RecordLimits.DEFAULT);
            int fields = 0;
            for (int i = 0; i < RECORDS_TRIED && records.next(); i++) {
                if (records.isBlank()) {
                    continue;
                }
                int count = records.fields().count();
                if (records.fault().isPresent() || (fields != 0 && fields != count)) {
                    return 0;
                }
                fields = count;
            }
            return fields;
        } catch (UnreadableRecord e) {
            return 0;
        }
    }
}
