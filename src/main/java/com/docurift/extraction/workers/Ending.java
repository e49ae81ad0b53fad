package com.docurift.extraction.workers;

import com.docurift.extraction.ExtractionOutcome;

/** Why this side put an end to a running extraction. */
enum Ending {
    CANCELLED {
        @Override
        ExtractionOutcome outcome() {
            return new ExtractionOutcome.Cancelled();
        }
    },
    TIMED_OUT {
        @Override
        ExtractionOutcome outcome() {
            return new ExtractionOutcome.TimedOut(ExtractionOutcome.Limit.DOCUMENT);
        }
    },
    HUNG {
        @Override
        ExtractionOutcome outcome() {
            return new ExtractionOutcome.TimedOut(ExtractionOutcome.Limit.PAGE);
        }
    };

    abstract ExtractionOutcome outcome();
}
