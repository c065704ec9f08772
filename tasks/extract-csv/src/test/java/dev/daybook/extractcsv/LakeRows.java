package dev.daybook.extractcsv;

import dev.daybook.lake.Lake;
import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.ListVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.part.PartReader;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The rows of a published dataset, every value as a text that tells it exactly. */
final class LakeRows {

    private LakeRows() {}

    static Optional<PublishedExtract> find(Path lake) {
        return Lake.at(lake)
                .find(new Manifest.ExtractKey(
                        new PipelineName("shop"), new SourceName("csv"), Period.parse(StepRun.DAY)));
    }

    static PublishedExtract extract(Path lake) {
        return find(lake).orElseThrow();
    }

    /** The rows of all datasets but those of bad rows. */
    static List<List<String>> read(Path lake) {
        return read(lake, name -> !name.endsWith("_rejected"));
    }

    /** The bad rows. */
    static List<List<String>> rejected(Path lake) {
        return read(lake, name -> name.endsWith("_rejected"));
    }

    private static List<List<String>> read(Path lake, Predicate<String> names) {
        PublishedExtract extract = extract(lake);
        extract.verify();
        List<List<String>> rows = new ArrayList<>();
        for (Manifest.Dataset dataset : extract.manifest().datasets()) {
            if (!names.test(dataset.table().dataset())) {
                continue;
            }
            Batch batch = new Batch(dataset.table());
            for (Manifest.DataFile file : dataset.files()) {
                try (PartReader reader = extract.open(dataset, file)) {
                    while (reader.read(batch)) {
                        append(rows, dataset, batch);
                    }
                }
            }
        }
        return rows;
    }

    private static void append(List<List<String>> rows, Manifest.Dataset dataset, Batch batch) {
        for (int row = 0; row < batch.rows(); row++) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < batch.columns().size(); i++) {
                ColumnDefinition column = dataset.table().columns().get(i);
                values.add(text(column.type(), batch.columns().get(i), row));
            }
            rows.add(values);
        }
    }

    private static String text(ColumnType type, ColumnVector vector, int row) {
        if (vector.nulls()[row]) {
            return null;
        }
        return switch (vector) {
            case LongVector longs -> text(type, longs.values()[row]);
            case BytesVector bytes -> text(type, bytes(bytes, row));
            case ListVector lists -> texts(lists, row);
        };
    }

    private static String texts(ListVector lists, int row) {
        List<String> texts = new ArrayList<>();
        for (int i = row == 0 ? 0 : lists.ends()[row - 1]; i < lists.ends()[row]; i++) {
            texts.add(new String(bytes((BytesVector) lists.elements(), i), StandardCharsets.UTF_8));
        }
        return texts.toString();
    }

    private static byte[] bytes(BytesVector vector, int row) {
        int start = vector.starts()[row];
        return Arrays.copyOfRange(vector.data(), start, start + vector.lengths()[row]);
    }

    private static String text(ColumnType type, byte[] value) {
        if (type instanceof ColumnType.Decimal decimal) {
            return new BigDecimal(new BigInteger(value), decimal.scale()).toPlainString();
        }
        return type instanceof ColumnType.Binary
                ? HexFormat.of().formatHex(value)
                : new String(value, StandardCharsets.UTF_8);
    }

    private static String text(ColumnType type, long value) {
        if (type instanceof ColumnType.Decimal decimal) {
            return BigDecimal.valueOf(value, decimal.scale()).toPlainString();
        }
        if (type instanceof ColumnType.Bool) {
            return String.valueOf(value == 1);
        }
        if (type instanceof ColumnType.Float32) {
            return String.valueOf(Float.intBitsToFloat((int) value));
        }
        if (type instanceof ColumnType.Float64) {
            return String.valueOf(Double.longBitsToDouble(value));
        }
        if (type instanceof ColumnType.Date) {
            return LocalDate.ofEpochDay(value).toString();
        }
        if (type instanceof ColumnType.Time) {
            return LocalTime.ofNanoOfDay(value * 1000).toString();
        }
        if (type instanceof ColumnType.Timestamp timestamp) {
            Instant instant = Instant.EPOCH.plus(value, ChronoUnit.MICROS);
            return timestamp.utc()
                    ? instant.toString()
                    : LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
        }
        return String.valueOf(value);
    }
}
