package com.docurift.api;

import com.docurift.accounts.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a key must be allowed to do before a resource method runs; on the method, or on the class for all its methods. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresScope {
    /** The scope that the key needs. */
    Scope value();
}
