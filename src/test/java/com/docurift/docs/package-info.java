/** Tests that what is written beside the code is true of it: the README, the container files, the topics. */
@NullMarked
package com.docurift.docs;

import org.jspecify.annotations.NullMarked;
