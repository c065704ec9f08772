package dev.daybook.loadpostgres.gate;

import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.postgres.warehouse.StepRun;
import java.util.List;
import java.util.Optional;

/** The runs that made the extracts, as their manifests tell them: an extract cannot reach the warehouse itself. */
public final class ExtractRuns {

    private ExtractRuns() {}

    /** One run for each extract, in their order. */
    public static List<StepRun> of(Extracts extracts) {
        return extracts.all().stream().map(ExtractRuns::run).toList();
    }

    /** A manifest has no time of its own; the state's time is the best that is known of when the run ended. */
    private static StepRun run(PublishedExtract extract) {
        Manifest manifest = extract.manifest();
        String source = manifest.extract().source().value();
        String step = SourceStep.of(manifest.kind())
                .orElse("extract-" + manifest.extract().source());
        return new StepRun(
                manifest.extract().pipeline(),
                manifest.extract().period(),
                source.equals(manifest.kind().label()) ? step : step + " (" + source + ")",
                manifest.runId(),
                Optional.empty(),
                manifest.asOf().time(),
                "done",
                manifest.datasets().stream()
                        .mapToLong(dataset -> dataset.content().rows())
                        .sum());
    }
}
