package com.docurift.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeyTextTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Property
    void aGeneratedKeyHasTheFormatOfTheContract(@ForAll @IntRange(max = 1) int ignored) {
        String key = KeyText.generate(RANDOM);
        assertThat(key).matches("frc_[a-zA-Z0-9]{32}");
        assertThat(KeyText.isWellFormed(key)).isTrue();
        assertThat(KeyText.prefix(key)).isEqualTo(key.substring(0, 12));
    }

    @Property
    void whatIsWellFormedIsExactlyTheFormat(@ForAll String text) {
        assertThat(KeyText.isWellFormed(text)).isEqualTo(text.matches("frc_[a-zA-Z0-9]{32}"));
        assertThat(KeyText.isWellFormed("frc_" + text)).isEqualTo(text.matches("[a-zA-Z0-9]{32}"));
    }

    @Property
    void oneForeignCharacterSpoilsAKey(@ForAll @IntRange(min = 0, max = 35) int at, @ForAll char foreign) {
        var key = new StringBuilder(KeyText.generate(RANDOM));
        key.setCharAt(at, foreign);
        assertThat(KeyText.isWellFormed(key.toString()))
                .isEqualTo(key.toString().matches("frc_[a-zA-Z0-9]{32}"));
    }

    @Test
    void everyCharacterOfTheAlphabetIsAboutEquallyFrequent() {
        var counts = new int[128];
        int keys = 4_000;
        for (int i = 0; i < keys; i++) {
            KeyText.generate(RANDOM).chars().skip(4).forEach(c -> counts[c]++);
        }
        double expected = keys * 32 / 62.0; // about 2,065; a standard deviation is 45
        for (char c : "ABCXYZabcxyz0189".toCharArray()) {
            assertThat((double) counts[c]).isBetween(expected - 320, expected + 320);
        }
    }

    @Test
    void aKeyIsStoredAsItsSha256() {
        assertThat(HexFormat.of().formatHex(KeyText.hash("abc")))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
