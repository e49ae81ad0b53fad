package com.docurift.documents.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.docurift.documents.DocumentsConfig;
import com.docurift.platform.PlatformConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest {
    private static final Instant ALWAYS = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private Vertx vertx;
    private FileBlobStore store;

    @BeforeEach
    void anEmptyStore() {
        vertx = Vertx.vertx();
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(PlatformConfig.class)
                .withMapping(DocumentsConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new PropertiesConfigSource(Map.of("docurift.data-dir", directory.toString()), "test", 100))
                .build();
        store = new FileBlobStore(
                config.getConfigMapping(PlatformConfig.class), config.getConfigMapping(DocumentsConfig.class), vertx);
    }

    @AfterEach
    void close() throws Exception {
        done(vertx.close());
    }

    @Test
    void whatWasWrittenInPiecesIsReadAsAWhole() throws Exception {
        var writer = store.begin("documents", "doc_1");
        done(writer.write("first, ".getBytes(), 7));
        done(writer.write("second and more".getBytes(), 6));
        done(writer.finish());

        assertThat(new String(done(store.read("documents", "doc_1")))).isEqualTo("first, second");
        assertThat(Files.readString(done(store.file("documents", "doc_1")))).isEqualTo("first, second");
        assertThat(directory.relativize(done(store.file("documents", "doc_1"))).toString())
                .matches("documents/[0-9a-f]{2}/doc_1");
    }

    @Test
    void whatIsGivenUpLeavesNothing() throws Exception {
        var writer = store.begin("documents", "doc_1");
        var writing = writer.write(new byte[50_000], 50_000);
        done(writer.abort());
        assertThat(writing.toCompletionStage()
                        .toCompletableFuture()
                        .handle((done, failure) -> "ended")
                        .get(5, TimeUnit.SECONDS))
                .isEqualTo("ended");

        assertThat(done(store.file("documents", "doc_1"))).doesNotExist();
        assertThatThrownBy(() -> done(writer.write(new byte[1], 1))).hasCauseInstanceOf(IOException.class);
        assertThat(done(store.file("documents", "doc_1"))).doesNotExist();
    }

    @Test
    void aWholeContentReplacesTheOneBeforeInOneStep() throws Exception {
        done(store.put("results", "job_1-1", "the first".getBytes()));
        Path file = done(store.file("results", "job_1-1"));
        Files.createDirectory(file.resolveSibling("job_1-1.part"));

        assertThatThrownBy(() -> done(store.put("results", "job_1-1", "the second".getBytes())))
                .hasCauseInstanceOf(IOException.class);
        assertThat(Files.readString(file)).isEqualTo("the first");

        Files.delete(file.resolveSibling("job_1-1.part"));
        done(store.put("results", "job_1-1", "the second".getBytes()));
        assertThat(Files.readString(file)).isEqualTo("the second");
        assertThat(file.resolveSibling("job_1-1.part")).doesNotExist();
    }

    @Test
    void whatACrashLeftOfAWriteIsRemovedWhenItIsOld() throws Exception {
        done(store.put("results", "job_1-1", new byte[] {1}));
        Path remains = done(store.file("results", "job_1-1")).resolveSibling("job_1-2.part");
        Files.write(remains, new byte[] {1});

        for (int slice = 0; slice < 256; slice++) {
            assertThat(done(store.olderThan("results", slice, Instant.EPOCH))).isEmpty();
        }
        assertThat(remains).exists();
        for (int slice = 0; slice < 256; slice++) {
            assertThat(done(store.olderThan("results", slice, ALWAYS))).doesNotContain("job_1-2.part");
        }
        assertThat(remains).doesNotExist();
    }

    @Test
    void oneThatIsNotThereIsToldApart() throws Exception {
        assertThatThrownBy(() -> done(store.read("documents", "doc_1"))).hasCauseInstanceOf(NoSuchFileException.class);
        done(store.delete("documents", "doc_1"));
    }

    @Test
    void findsWhatIsOlderThanAMomentAndNothingElse() throws Exception {
        for (int i = 0; i < 20; i++) {
            var writer = store.begin("documents", "doc_" + i);
            done(writer.write(new byte[] {1}, 1));
            done(writer.finish());
        }
        int found = 0;
        for (int slice = 0; slice < 256; slice++) {
            List<String> old = done(store.olderThan("documents", slice, ALWAYS));
            found += old.size();
            assertThat(done(store.olderThan("documents", slice, Instant.EPOCH))).isEmpty();
        }
        assertThat(found).isEqualTo(20);
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
