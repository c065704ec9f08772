package dev.daybook.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class HostileManifestsTest {

    @Test
    void everyPlaceOfAManifestIsChangedButItsSum() throws JsonProcessingException {
        ObjectNode manifest = (ObjectNode) ManifestText.JSON.readTree(
                "{\"datasets\":[{\"rows\":1,\"table\":{\"name\":\"orders\"}}],\"sha256\":\"0\"}");

        assertThat(HostileManifests.of(manifest))
                .extracting(HostileManifests.Change::name)
                .contains(
                        "/datasets = []",
                        "/datasets/0 = null",
                        "/datasets/0/rows = -1",
                        "/datasets/0/table/name = \"CHECK (true), DROP COLUMN freight\"")
                .noneMatch(name -> name.startsWith("/sha256"));
        assertThat(manifest.at("/datasets/0/table/name").asText()).isEqualTo("orders");
    }

    @Test
    void aChangedManifestHasTheSumThatBelongsToIt() throws JsonProcessingException {
        ObjectNode manifest = (ObjectNode) ManifestText.JSON.readTree("{\"pipeline\":\"faults\",\"sha256\":\"0\"}");

        assertThat(HostileManifests.of(manifest))
                .allSatisfy(change -> assertThat(ManifestText.sumHolds(ManifestText.withSum(change.manifest())))
                        .isTrue());
    }
}
