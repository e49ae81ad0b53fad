/** The HTTP resources of documents that are there. Private to api. */
@NullMarked
package com.docurift.api.documents;

import org.jspecify.annotations.NullMarked;
