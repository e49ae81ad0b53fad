/** The document store on a file system. Only the room of the documents uses it, through its port. */
@NullMarked
package com.docurift.documents.files;

import org.jspecify.annotations.NullMarked;
