package dev.daybook.extractkit;

import dev.daybook.lake.Lake;
import dev.daybook.lake.NewestExtract;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.publish.Publication;
import dev.daybook.lake.storage.TakeOver;
import dev.daybook.task.AsOf;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import dev.daybook.task.ToolVersion;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The extract of one period: everything between a step's options and its receipt that does not depend on the source. It
 * keeps nothing between two runs, so a step that reads many periods, or reads one again, runs one for each.
 */
public final class Extract {

    private static final Logger LOGGER = LoggerFactory.getLogger(Extract.class);

    private final ExtractOptions options;
    private final StepRequest request;
    private final StepContext context;
    private final Lake lake;
    private final ExtractKey key;

    /** The extract of the request's period. */
    public Extract(ExtractOptions options, StepRequest request, StepContext context) {
        this.options = options;
        this.request = request;
        this.context = context;
        this.lake = Lake.of(
                request,
                SigningKeys.of(context.environment()),
                TakeOver.when("--take-over", options.takeOver(), context::warn));
        this.key = new ExtractKey(request.pipeline(), options.source(), request.period());
    }

    /**
     * Reads the source into the lake and publishes what it holds, all of it or nothing.
     *
     * @throws dev.daybook.task.StepFailure.Configuration when datasets are missing that an earlier extract had, when the
     *     source has extracts of periods of another length, or when its datasets do not go together
     * @throws RuntimeException what the source throws; the staged files are gone then
     */
    public StepResult run(Source source) {
        lake.requireSameLength(key);
        WriterSettings settings = new WriterSettings(options.compression(), source.partBytes());
        try (Publication publication = lake.begin(key, request.runId(), settings);
                StepContext.Registration _ = context.onStop(publication::close)) {
            Publication.Description description = read(source, publication);
            description.warnings().forEach(context::warn);
            publication.warnings().forEach(context::warn);
            return ExtractResult.of(context.publish(() -> publication.publish(description, options.replace())));
        }
    }

    /** Finds out whether extracts can be published in this lake. */
    public void check() {
        boolean exchanges = lake.check(request.pipeline());
        LOGGER.info(
                "lake {} can be written; a published extract is replaced in {}",
                request.lake(),
                exchanges ? "one step" : "two steps, with a short absence");
    }

    private Publication.Description read(Source source, Publication publication) {
        ExtractWriter writer = new ExtractWriter(publication, context.progress());
        try (Source.State state = source.open(context)) {
            AsOf asOf = AsOf.of(request.period(), state.time());
            boolean late = source.live() && asOf.kind() == AsOf.Kind.LATE;
            if (late && publication.current().isEmpty()) {
                writer.warn("the first extract of " + request.period() + " is late: it holds the source's state of "
                        + asOf.time() + ", not that of the period's end");
            }
            // A late extract that will not replace the closing one anyway loses nothing.
            if (!late || options.replace() || !hasClosed(publication)) {
                checkMissing(state, writer);
            }
            context.progress().expect(state.datasets().size());
            state.read(writer);
            return new Publication.Description(
                    source.kind(),
                    ToolVersion.current().toString(),
                    asOf,
                    source.live(),
                    state.identity(),
                    writer.warnings(),
                    source.toExtractLess());
        }
    }

    private static boolean hasClosed(Publication publication) {
        return publication
                .current()
                .filter(current -> current.asOf().kind() == AsOf.Kind.CLOSING)
                .isPresent();
    }

    private void checkMissing(Source.State state, ExtractWriter writer) {
        NewestExtract newest = lake.newestUpTo(key);
        newest.warnings().forEach(writer::warn);
        newest.manifest()
                .flatMap(earlier ->
                        options.allowedMissing().check(earlier, Set.copyOf(state.datasets()), state::whyMissing))
                .ifPresent(writer::warn);
    }
}
