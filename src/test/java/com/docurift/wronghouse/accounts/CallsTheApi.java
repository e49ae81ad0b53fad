package com.docurift.wronghouse.accounts;

import com.docurift.wronghouse.api.Resource;

/** Imports the api. */
record CallsTheApi(Resource resource) {}
