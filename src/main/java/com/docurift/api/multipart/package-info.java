/** Reads multipart/form-data as it comes from the network, piece by piece (RFC 7578, RFC 2046). Resources that take files use it. */
@NullMarked
package com.docurift.api.multipart;

import org.jspecify.annotations.NullMarked;
