package com.docurift.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class LostInfrastructureTest {
    @Test
    void aFullDiskPasses() {
        assertThat(LostInfrastructure.isTheCauseOf(new IOException("No space left on device")))
                .isTrue();
        assertThat(LostInfrastructure.isTheCauseOf(
                        new IllegalStateException(new FileSystemException("/x", null, "No space left on device"))))
                .isTrue();
        assertThat(LostInfrastructure.isTheCauseOf(new IOException("Disk quota exceeded")))
                .isTrue();
    }

    @Test
    void aBugDoesNotPass() {
        assertThat(LostInfrastructure.isTheCauseOf(new IOException("Read-only file system")))
                .isFalse();
        assertThat(LostInfrastructure.isTheCauseOf(new IllegalStateException("No space left on device")))
                .isFalse();
    }
}
