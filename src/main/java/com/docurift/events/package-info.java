/**
 * The event: its types, envelope, rows, topics and its way to Kafka. Every room that changes a job's state writes events, and the rooms
 * that tell clients read them.
 */
@NullMarked
package com.docurift.events;

import org.jspecify.annotations.NullMarked;
