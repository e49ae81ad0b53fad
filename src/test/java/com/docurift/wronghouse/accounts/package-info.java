/** Breaks the rule that nobody imports the api. */
@NullMarked
package com.docurift.wronghouse.accounts;

import org.jspecify.annotations.NullMarked;
