package com.docurift.accounts;

/** What became of a change of a key. */
public sealed interface KeyChange {
    /** It was made; the key as it is now, or as it was when it was removed. */
    record Made(ApiKey key) implements KeyChange {}

    /** The organisation has no such key. */
    record NoSuchKey() implements KeyChange {}

    /** Nothing was changed, because no other key would be left that can manage keys for good. */
    record LastKey() implements KeyChange {}
}
