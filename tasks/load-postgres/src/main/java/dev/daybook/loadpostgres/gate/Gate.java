package dev.daybook.loadpostgres.gate;

import dev.daybook.lake.Lake;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets a period into the warehouse only when the extracts of all its sources are published and whole. */
public final class Gate {

    private final StepRequest request;
    private final Lake lake;
    private final boolean requiresSignature;

    /**
     * @param keys tell who signed an extract
     * @param requiresSignature whether an extract that none of them signed is refused
     */
    public Gate(StepRequest request, SigningKeys keys, boolean requiresSignature) {
        this.request = request;
        this.lake = Lake.of(request, keys);
        this.requiresSignature = requiresSignature;
    }

    /**
     * The extracts of all the sources. Reads manifests and looks at files; their content is verified while it is loaded.
     *
     * @throws StepFailure.BadData when one is not signed and must be; no manifest is looked into before
     * @throws StepFailure.NotReady with all that is missing or damaged, and what makes each
     * @throws StepFailure.Configuration when two sources have datasets of one name, or one is not a snapshot
     */
    public Extracts pass(List<SourceStep> sources) {
        sources.forEach(source -> requireSigned(key(source)));
        List<PublishedExtract> found = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (SourceStep source : sources) {
            find(source, problems).ifPresent(found::add);
        }
        if (!problems.isEmpty()) {
            throw new StepFailure.NotReady(request.period() + " of " + request.pipeline() + " cannot be loaded: "
                    + String.join("; ", problems));
        }
        Extracts extracts = new Extracts(found);
        LoadableModes.require(extracts);
        refuseCollisions(extracts);
        return extracts;
    }

    private ExtractKey key(SourceStep source) {
        return new ExtractKey(request.pipeline(), source.source(), request.period());
    }

    private void requireSigned(ExtractKey key) {
        if (requiresSignature) {
            lake.requireSigned(key);
        }
    }

    private Optional<PublishedExtract> find(SourceStep source, List<String> problems) {
        Optional<PublishedExtract> extract = Optional.empty();
        try {
            extract = lake.find(key(source));
            if (extract.isEmpty()) {
                problems.add("source " + source.source() + " has no extract of " + request.period() + ": "
                        + advice(source, false));
                return Optional.empty();
            }
            if (requiresSignature && extract.get().signedBy().isEmpty()) {
                throw new StepFailure.Temporary(
                        "the extract of " + source.source() + " was replaced while it was looked at; run this again");
            }
            extract.get().verifyFiles();
            return extract;
        } catch (StepFailure.BadData e) {
            SourceStep known =
                    extract.map(found -> source.orOf(found.manifest().kind())).orElse(source);
            problems.add("the extract of " + source.source() + " is damaged (" + e.getMessage() + "): "
                    + advice(known, true));
            return Optional.empty();
        }
    }

    private String advice(SourceStep source, boolean replace) {
        String period = switch (request.period().length()) {
            case DAY -> "that day";
            case HOUR -> "that hour";
        };
        String options = "--pipeline " + request.pipeline() + " --date " + request.period() + " --lake "
                + EscapedText.of(request.lake().toString());
        return source.advice(period, options, replace);
    }

    private static void refuseCollisions(Extracts extracts) {
        Map<String, String> owners = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (PublishedExtract extract : extracts.all()) {
            for (Manifest.Dataset dataset : extract.manifest().datasets()) {
                String owner = extract.manifest().extract().source() + ":"
                        + EscapedText.of(dataset.table().dataset());
                String other = owners.putIfAbsent(dataset.table().target(), owner);
                if (other != null) {
                    problems.add(other + " and " + owner + " are both "
                            + EscapedText.of(dataset.table().target()) + " in the warehouse");
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new StepFailure.Configuration(String.join("; ", problems)
                    + "; extract one of them again with --target schema.table=name, or with --exclude");
        }
    }
}
