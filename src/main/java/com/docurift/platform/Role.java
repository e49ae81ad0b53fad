package com.docurift.platform;

/** What a process does. One process may have all roles; in a cluster they are spread over processes of the same jar. */
public enum Role {
    /** Serves HTTP requests and event streams. */
    API,
    /** Claims waiting jobs and analyses their documents. */
    PROCESSOR,
    /** Turns events into webhook deliveries and sends them. */
    DISPATCHER,
    /** Publishes committed events to Kafka. */
    RELAY
}
