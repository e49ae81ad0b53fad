/** {@code /v1/api-keys}: an organisation's own keys. Private to api. */
@NullMarked
package com.docurift.api.keys;

import org.jspecify.annotations.NullMarked;
