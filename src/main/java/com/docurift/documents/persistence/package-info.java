/** The statements on the table of documents. Only the room of the documents calls them. */
@NullMarked
package com.docurift.documents.persistence;

import org.jspecify.annotations.NullMarked;
