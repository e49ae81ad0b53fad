/**
 * What the packaged service can do on this machine, and what one job costs. Run by hand, never as a test; how, and what was
 * seen, is written in {@code src/main/docs/performance.md}.
 */
@NullMarked
package com.docurift.benchmark;

import org.jspecify.annotations.NullMarked;
