package com.docurift.journey;

import static com.docurift.extraction.PdfBuilder.aPdf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.docurift.extraction.HostilePdfs;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Documents that mean harm, all at once: the service goes on answering and reading. */
class HostileDocumentsIT {

    @Test
    void theServiceOutlivesDocumentsThatMeanHarm() {
        Service service = Service.shared();
        Api api = service.api();
        Map<String, String> jobs = new LinkedHashMap<>();
        hostile()
                .forEach((name, document) ->
                        jobs.put(name, api.submit(document).path("id").asText()));
        String harmless =
                api.submit(aPdf().withPage("Harmless").build()).path("id").asText();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(api.get("/q/health/live").status()).isEqualTo(200);
            assertThat(jobs.values())
                    .allSatisfy(id -> assertThat(status(api, id)).isIn("completed", "failed"));
            assertThat(status(api, harmless)).isEqualTo("completed");
        });

        assertThat(code(api, jobs.get("page tree loop"))).isEqualTo("CORRUPT_DOCUMENT");
        assertThat(code(api, jobs.get("decompression bomb"))).isEqualTo("UNSUPPORTED_CONTENT");
        assertThat(service.isAlive()).isTrue();
        String after = api.submit(aPdf().withPage("After").build()).path("id").asText();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(status(api, after)).isEqualTo("completed"));
    }

    private static Map<String, byte[]> hostile() {
        Map<String, byte[]> documents = new LinkedHashMap<>();
        documents.put("page tree loop", HostilePdfs.pageTreeLoop());
        documents.put("decompression bomb", HostilePdfs.decompressionBomb());
        documents.put("deep arrays", HostilePdfs.deeplyNested(10_000));
        documents.put("deep catalogue", HostilePdfs.deeplyNestedCatalogue(10_000));
        return documents;
    }

    private static String status(Api api, String id) {
        return api.job(id).path("status").asText();
    }

    private static String code(Api api, String id) {
        return api.job(id).path("error").path("code").asText();
    }
}
