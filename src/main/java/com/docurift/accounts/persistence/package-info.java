/** Organisations and API keys in PostgreSQL. Private to {@code accounts}; entities are filled by Hibernate, so fields may be unset while it does. */
@NullUnmarked
package com.docurift.accounts.persistence;

import org.jspecify.annotations.NullUnmarked;
