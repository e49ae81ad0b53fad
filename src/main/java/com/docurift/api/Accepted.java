package com.docurift.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses among the media types that an answer can have, as RFC 9110 §12.5.1 says. */
public final class Accepted {
    private record Range(String type, String subtype, double quality) {
        /** 0 when the range does not cover the type; the larger, the more exactly it names it. */
        int precision(String offered) {
            int slash = offered.indexOf('/');
            if (type.equals("*")) {
                return 1;
            }
            if (!type.equals(offered.substring(0, slash))) {
                return 0;
            }
            return subtype.equals("*") ? 2 : subtype.equals(offered.substring(slash + 1)) ? 3 : 0;
        }
    }

    private Accepted() {}

    /**
     * The offered type that the client likes best; of equally liked ones the first.
     *
     * @param accept the header; everything is welcome when it is absent
     * @throws ApiException when nothing of it is welcome
     */
    public static String best(@Nullable String accept, List<String> offered) {
        if (accept == null || accept.isBlank()) {
            return offered.get(0);
        }
        var ranges = Arrays.stream(accept.split(","))
                .map(Accepted::range)
                .flatMap(Optional::stream)
                .toList();
        String best = null;
        double liked = 0;
        for (String type : offered) {
            double quality = quality(type, ranges);
            if (quality > liked) {
                liked = quality;
                best = type;
            }
        }
        if (best == null) {
            throw new ApiException(ErrorCode.NOT_ACCEPTABLE, "This answer can be had as " + String.join(", ", offered));
        }
        return best;
    }

    private static double quality(String type, List<Range> ranges) {
        int precision = 0;
        double quality = 0;
        for (Range range : ranges) {
            if (range.precision(type) > precision) {
                precision = range.precision(type);
                quality = range.quality();
            }
        }
        return quality;
    }

    private static Optional<Range> range(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*");
        String[] type = parts[0].split("/", -1);
        if (type.length != 2) {
            return Optional.empty();
        }
        double quality = 1;
        for (String parameter : parts) {
            if (parameter.startsWith("q=")) {
                quality = parameter.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")
                        ? Double.parseDouble(parameter.substring(2))
                        : 0;
            }
        }
        return Optional.of(new Range(type[0], type[1], quality));
    }
}
