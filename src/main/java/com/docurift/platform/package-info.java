/** Clock, ids, background loops, embedded servers and start-up. Every room may call it; it knows none of them. */
@NullMarked
package com.docurift.platform;

import org.jspecify.annotations.NullMarked;
