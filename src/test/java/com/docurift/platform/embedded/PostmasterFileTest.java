package com.docurift.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterFileTest {

    @TempDir
    Path data;

    private Path file;
    private PostmasterFile postmaster;

    @BeforeEach
    void inAnEmptyDirectory() {
        file = data.resolve("postmaster.pid");
        postmaster = new PostmasterFile(data);
    }

    @Test
    void findsNoServerWithoutTheFile() throws IOException {
        assertThat(postmaster.runningServer()).isEmpty();
    }

    @Test
    void findsNoServerInAFileWithoutAProcessId() throws IOException {
        for (String content : new String[] {"", "garbage\n", "-5\n"}) {
            Files.writeString(file, content);

            assertThat(postmaster.runningServer()).as(content).isEmpty();
        }
    }

    @Test
    void doesNotTakeAnotherProcessUnderTheSameIdForTheServer() throws IOException {
        Files.writeString(file, ProcessHandle.current().pid() + "\n" + data + "\n");

        assertThat(postmaster.runningServer()).isEmpty();
    }

    @Test
    void removesTheFileOfADeadServer() throws IOException {
        Files.writeString(file, ProcessHandle.current().pid() + "\n");

        postmaster.forgetDeadServer();

        assertThat(file).doesNotExist();
    }
}
