package com.docurift.wronghouse.stream;

import com.docurift.wronghouse.events.Event;
import com.docurift.wronghouse.events.persistence.Rows;

/** May use events, but not what is private there. */
record ReadsForeignRows(Event event, Rows rows) {}
