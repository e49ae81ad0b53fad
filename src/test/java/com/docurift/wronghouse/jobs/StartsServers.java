package com.docurift.wronghouse.jobs;

import com.docurift.wronghouse.platform.embedded.Server;

/** Takes what is private to the platform. */
record StartsServers(Server server) {}
