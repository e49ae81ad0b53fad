/** Organisations, their API keys, scopes and rate limits. Only the HTTP edge asks it who is calling. */
@NullMarked
package com.docurift.accounts;

import org.jspecify.annotations.NullMarked;
