/** Private to platform. */
@NullMarked
package com.docurift.wronghouse.platform.embedded;

import org.jspecify.annotations.NullMarked;
