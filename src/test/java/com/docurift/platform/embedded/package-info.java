/** The embedded servers as the tests use them, and the tests of the servers themselves. */
@NullMarked
package com.docurift.platform.embedded;

import org.jspecify.annotations.NullMarked;
