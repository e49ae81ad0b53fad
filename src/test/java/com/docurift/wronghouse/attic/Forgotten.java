package com.docurift.wronghouse.attic;

import com.docurift.wronghouse.platform.Ids;

/** Lives in a room that the table does not name, in a package without {@code package-info}. */
record Forgotten(Ids ids) {}
