/**
 * The service's own PostgreSQL and Kafka, started before Quarkus and stopped after it when no outside servers are configured.
 * Only the main class and the tests start them; everybody else sees two ordinary servers.
 */
@NullMarked
package com.docurift.platform.embedded;

import org.jspecify.annotations.NullMarked;
