/** All HTTP: resources, the envelope, errors, paging, authentication, OpenAPI. It may call every room's front door; nobody calls it. */
@NullMarked
package com.docurift.api;

import org.jspecify.annotations.NullMarked;
