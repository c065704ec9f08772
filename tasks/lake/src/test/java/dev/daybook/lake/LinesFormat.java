package dev.daybook.lake;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.model.Sha256;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.part.PartReader;
import dev.daybook.lake.storage.StagedFile;
import dev.daybook.lake.storage.StoredFile;
import dev.daybook.task.StepFailure;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/** A format for datasets of one column of numbers, a line each: what surrounds the files is tested, and starts fast. */
final class LinesFormat implements PartFormat {

    @Override
    public Writer write(StagedFile file, TableDefinition table, String tableJson, WriterSettings settings) {
        return new LinesWriter(file);
    }

    @Override
    public PartReader read(StoredFile file, TableDefinition table, long rows) {
        byte[] bytes = new byte[(int) file.size()];
        try (file) {
            file.read(0, bytes, bytes.length);
        } catch (EOFException e) {
            throw new StepFailure.BadData("cannot read " + file.location(), e);
        }
        return new LinesReader(new String(bytes, StandardCharsets.UTF_8).lines().toList());
    }

    private static final class LinesWriter implements Writer {

        private final StagedFile file;
        private final StringBuilder lines = new StringBuilder();
        private long rows;

        LinesWriter(StagedFile file) {
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
            file.write(ByteBuffer.wrap(bytes));
            return Sha256.of(bytes);
        }

        @Override
        public void close() {
            file.close();
        }
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
