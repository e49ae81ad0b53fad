/** Organisations and API keys in PostgreSQL. Private to {@code accounts}. */
@NullMarked
package com.docurift.accounts.persistence;

import org.jspecify.annotations.NullMarked;
