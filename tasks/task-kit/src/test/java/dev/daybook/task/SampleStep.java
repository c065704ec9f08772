package dev.daybook.task;

import dev.daybook.task.command.OptionRules;
import dev.daybook.task.command.WholeNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** A step that ends in the way its options ask for. */
@Command(description = "Ends in the way that its options ask for.")
public final class SampleStep implements Step, OptionRules {

    /** How the step ends. */
    public enum Ending {
        /** Done. */
        DONE,
        /** Already done. */
        UNCHANGED,
        /** Not replaced. */
        KEPT,
        /** Bad argument. */
        USAGE,
        /** Bad data. */
        BAD_DATA,
        /** Not ready. */
        NOT_READY,
        /** No answer. */
        UNREACHABLE,
        /** A bug. */
        BUG,
        /** No output. */
        CANNOT_CREATE,
        /** Disk full. */
        INPUT_OUTPUT,
        /** Lock held. */
        TEMPORARY,
        /** No right. */
        DENIED,
        /** Bad setting. */
        CONFIGURATION,
        /** No memory in this thread. */
        OUT_OF_MEMORY,
        /** No memory in a worker whose error is passed on. */
        OUT_OF_MEMORY_IN_WORKER,
        /** A thread that nobody waits for really uses up the heap. */
        OUT_OF_MEMORY_IN_THREAD,
        /** Says what the process looks like. */
        DESCRIBE,
        /** Warns many times. */
        WARN,
        /** Never ends. */
        WAIT,
        /** Ends successfully when it is stopped after publishing. */
        PUBLISH_AND_WAIT
    }

    private static final Logger LOG = LoggerFactory.getLogger(SampleStep.class);

    @Option(names = "--ending", description = "how the step ends")
    Ending ending = Ending.DONE;

    @Option(names = "--number", paramLabel = "N", converter = NumberReader.class, description = "a number")
    int number = 7;

    @Option(
            names = "--type",
            paramLabel = "COLUMN=TYPE",
            converter = ColumnTypeReader.class,
            description = "types of columns")
    List<String> types = List.of();

    @Option(names = "--include", paramLabel = "GLOB", converter = GlobReader.class, description = "what to take")
    List<String> include = List.of();

    @Option(names = "--replace", description = "replace what is there")
    boolean replace;

    @Option(names = "--trace", paramLabel = "FILE", description = "where the step leaves traces for tests")
    Path trace;

    @Option(names = "--only-in", paramLabel = "PERIOD", description = "the period that ends so; all others are done")
    Period onlyIn;

    /** Reads {@code --number}. */
    static final class NumberReader extends WholeNumber {
        NumberReader() {
            super(0, 99);
        }
    }

    /** Reads {@code --include}. */
    static final class GlobReader implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("expected a pattern");
            }
            return text;
        }
    }

    /** Reads {@code --type}. */
    static final class ColumnTypeReader implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!text.contains("=")) {
                throw new IllegalArgumentException("expected COLUMN=TYPE");
            }
            return text;
        }
    }

    @Override
    public List<Problem> problems() {
        return replace && number == 0
                ? List.of(new Problem("--number", "expected from 1 with --replace, found 0"))
                : List.of();
    }

    @Override
    public StepResult run(StepRequest request, StepContext context) {
        context.environment().read(reader -> reader.required("SAMPLE_DB_URL"));
        AsOf asOf = AsOf.of(request.period(), request.period().end().plusSeconds(60));
        StepResult.Totals totals = new StepResult.Totals(2, 2_155, 1_234_567);
        return switch (onlyIn == null || onlyIn.equals(request.period()) ? ending : Ending.DONE) {
            case DONE -> new StepResult(StepResult.Status.DONE, Optional.of(asOf), totals, Map.of("note", options()));
            case UNCHANGED -> new StepResult(StepResult.Status.UNCHANGED, Optional.of(asOf), totals);
            case KEPT -> new StepResult(StepResult.Status.KEPT, Optional.of(asOf), totals);
            case USAGE -> throw new StepFailure.Usage("--number: expected less than 7, found 7");
            case BAD_DATA -> throw new StepFailure.BadData("order_details.csv, line 3: expected a date, found 'x'");
            case NOT_READY -> throw new StepFailure.NotReady("no extract of csv, run extract-csv first");
            case UNREACHABLE -> throw new StepFailure.Unreachable("no answer from db:5432", new IOException("refused"));
            case BUG -> throw new IllegalStateException("broken\ninvariant");
            case CANNOT_CREATE -> throw new StepFailure.CannotCreate("output: read only", new IOException("EROFS"));
            case INPUT_OUTPUT -> throw new StepFailure.InputOutput("output: disk full", new IOException("ENOSPC"));
            case TEMPORARY -> throw new StepFailure.Temporary("lock held by process 7");
            case DENIED -> throw new StepFailure.Denied("role reader: no right to read public.orders");
            case CONFIGURATION -> throw new StepFailure.Configuration(List.of("A is not set", "B is not set"));
            case OUT_OF_MEMORY -> throw new OutOfMemoryError("Java heap space");
            case OUT_OF_MEMORY_IN_WORKER ->
                throw new StepFailure.InputOutput("a worker failed", new IOException(new OutOfMemoryError("heap")));
            case OUT_OF_MEMORY_IN_THREAD -> {
                Thread.ofPlatform().start(SampleStep::useUpTheHeap);
                yield waitForever(context);
            }
            case DESCRIBE -> {
                LOG.info("grün, 日本, 😀");
                System.err.println("by accident on stderr");
                String process = TimeZone.getDefault().getID() + ", locale '" + Locale.getDefault() + "'";
                yield new StepResult(
                        StepResult.Status.DONE,
                        Optional.empty(),
                        totals,
                        Map.of("process", process, "text", "grün 😀"));
            }
            case WARN -> {
                IntStream.range(0, 1000).forEach(i -> context.warn("table public.t" + i + " has no primary key"));
                yield new StepResult(StepResult.Status.DONE, Optional.of(asOf), totals);
            }
            case WAIT -> waitForever(context);
            case PUBLISH_AND_WAIT -> {
                context.publish(() -> leave("published\n"));
                leave("waiting\n");
                sleep(1000);
                yield new StepResult(StepResult.Status.DONE, Optional.of(asOf), totals);
            }
        };
    }

    private static void useUpTheHeap() {
        List<byte[]> kept = new ArrayList<>();
        while (true) {
            kept.add(new byte[1 << 20]);
        }
    }

    private String options() {
        return "number " + number + ", types " + types + ", include " + include + ", replace " + replace;
    }

    private StepResult waitForever(StepContext context) {
        context.onStop(() -> leave("stop action registered first\n"));
        context.onStop(() -> leave("stop action registered last\n"));
        context.onStop(() -> leave("withdrawn\n")).close();
        leave("waiting\n");
        System.out.println("by accident on stdout");
        sleep(Long.MAX_VALUE);
        throw new IllegalStateException("woken up");
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean leave(String line) {
        try {
            if (trace != null) {
                Files.writeString(trace, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void check(StepRequest request, StepContext context) {
        context.environment().read(reader -> reader.required("SAMPLE_DB_URL"));
    }
}
