package dev.daybook.lake;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.files.FileFailure;
import dev.daybook.lake.files.FileSteps;
import dev.daybook.lake.files.Sha256;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.part.PartReader;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** A format for datasets of one column of numbers, a line each: what surrounds the files is tested, and starts fast. */
final class LinesFormat implements PartFormat {

    private final FileSteps steps;

    LinesFormat(FileSteps steps) {
        this.steps = steps;
    }

    @Override
    public Writer write(Path file, TableDefinition table, String tableJson, WriterSettings settings) {
        return new LinesWriter(file);
    }

    @Override
    public PartReader read(Path file, TableDefinition table, long rows) {
        try {
            return new LinesReader(Files.readAllLines(file));
        } catch (IOException e) {
            throw new StepFailure.BadData("cannot read " + file, e);
        }
    }

    private final class LinesWriter implements Writer {

        private final Path file;
        private final StringBuilder lines = new StringBuilder();
        private long rows;

        LinesWriter(Path file) {
            this.file = file;
        }

        @Override
        public void write(Batch batch) {
            LongVector numbers = (LongVector) batch.columns().getFirst();
            for (int i = 0; i < batch.rows(); i++) {
                lines.append(numbers.values()[i]).append('\n');
            }
            rows += batch.rows();
        }

        @Override
        public long bytes() {
            return lines.length();
        }

        @Override
        public long rows() {
            return rows;
        }

        @Override
        public String finish() {
            byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
            try {
                steps.write(file, bytes);
            } catch (IOException e) {
                throw FileFailure.writing("write", file, e);
            }
            return Sha256.of(bytes);
        }

        @Override
        public void close() {}
    }

    private static final class LinesReader implements PartReader {

        private final Iterator<String> lines;

        LinesReader(List<String> lines) {
            this.lines = lines.iterator();
        }

        @Override
        public boolean read(Batch batch) {
            batch.clear();
            int rows = 0;
            while (lines.hasNext() && rows < Batch.ROWS) {
                ((LongVector) batch.columns().getFirst()).add(Long.parseLong(lines.next()));
                rows++;
            }
            batch.filled(rows);
            return rows > 0;
        }

        @Override
        public void close() {}
    }
}
