package com.docurift.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageRequestTest {
    private static PageRequest of(String... namesAndValues) {
        var query = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            query.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return PageRequest.of(query);
    }

    @Test
    void withoutWishesItIsTheFirstPageOfTwenty() {
        assertThat(of()).isEqualTo(new PageRequest(1, 20, null));
        assertThat(of("page", "3", "limit", "100").offset()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "limit,0",
        "limit,101",
        "limit,-1",
        "limit,x",
        "limit,1e1",
        "page,0",
        "page,99999999999",
        "page,1.5",
        "cursor,x",
        "cursor,am9iX0E"
    })
    void aBadValueIsNamed(String field, String value) {
        assertThatThrownBy(() -> of(field, value)).isInstanceOfSatisfying(ApiException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
            assertThat(refused.details()).isEqualTo(Map.of("field", field));
        });
    }

    @Test
    void aTotalAboveTenThousandIsToldAsTenThousandAndNotExact() {
        var exact = of("limit", "100").page(List.of("job_1"), 10_000, Function.identity());
        assertThat(exact.pagination()).isEqualTo(new Pagination(1, 100, 10_000, null, 100, false, null));
        var more = of("limit", "100").page(List.of("job_1"), 10_001, Function.identity());
        assertThat(more.pagination()).isEqualTo(new Pagination(1, 100, 10_000, false, 100, false, null));
    }

    @Property
    void byCursorAndByPageEveryRowIsSeenOnceInItsOrder(
            @ForAll @IntRange(min = 0, max = 60) int size, @ForAll @IntRange(min = 1, max = 25) int limit) {
        List<String> all =
                IntStream.range(0, size).mapToObj("wh_%05d"::formatted).toList();
        List<String> byCursor = new ArrayList<>();
        List<String> byPage = new ArrayList<>();
        var page = of("limit", "" + limit).cut(all, Function.identity());
        for (int number = 1; ; number++) {
            byCursor.addAll(page.rows());
            byPage.addAll(of("limit", "" + limit, "page", "" + number)
                    .cut(all, Function.identity())
                    .rows());
            assertThat(page.pagination().hasNext()).isEqualTo(page.pagination().nextCursor() != null);
            assertThat(page.pagination().totalPages()).isEqualTo((size + limit - 1) / limit);
            if (!page.pagination().hasNext()) {
                break;
            }
            page = of(
                            "limit",
                            "" + limit,
                            "page",
                            "7",
                            "cursor",
                            page.pagination().nextCursor())
                    .cut(all, Function.identity());
        }
        assertThat(byCursor).isEqualTo(all);
        assertThat(byPage).isEqualTo(all);
    }
}
