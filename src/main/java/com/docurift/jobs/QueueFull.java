package com.docurift.jobs;

import com.docurift.platform.Overloaded;

/** An organisation has as many waiting jobs as it may; nothing was written. Others are not concerned. */
public final class QueueFull extends Overloaded {
    private static final long serialVersionUID = 1L;

    QueueFull() {
        super("jobs of one organisation");
    }
}
