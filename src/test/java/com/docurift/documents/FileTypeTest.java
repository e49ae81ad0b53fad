package com.docurift.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileTypeTest {
    @Test
    void aPdfMayStartAnywhereInTheFirst1024Bytes() {
        assertThat(of("%PDF-1.7\n")).contains(FileType.PDF);
        assertThat(of("x".repeat(1019) + "%PDF-")).contains(FileType.PDF);
        assertThat(of("x".repeat(1020) + "%PDF-")).isEmpty();
        assertThat(of("%PDF")).isEmpty();
    }

    @Test
    void anotherSignatureAtTheStartWins() {
        assertThat(of("PK\u0003\u0004 %PDF-1.7")).contains(FileType.ZIP);
        assertThat(of("GIF89a %PDF-1.7")).contains(FileType.GIF);
        assertThat(of("\u007fELF %PDF-1.7")).contains(FileType.ELF);
        assertThat(of(" PK\u0003\u0004 %PDF-1.7")).contains(FileType.PDF);
    }

    @Test
    void knowsImagesByTheirFirstBytes() {
        assertThat(of("\u0089PNG\r\n\u001a\nrest")).contains(FileType.PNG);
        assertThat(of("\u00ff\u00d8\u00ff\u00e0")).contains(FileType.JPEG);
        assertThat(of("II*\u0000")).contains(FileType.TIFF);
        assertThat(of("MM\u0000*")).contains(FileType.TIFF);
        assertThat(of("RIFF\u0001\u0002\u0003\u0004WEBPVP8 ")).contains(FileType.WEBP);
        assertThat(of("RIFF\u0001\u0002\u0003\u0004WAVE")).contains(FileType.RIFF);
        assertThat(of("just text")).isEmpty();
        assertThat(of("")).isEmpty();
    }

    private static Optional<FileType> of(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        return FileType.of(bytes, bytes.length);
    }
}
