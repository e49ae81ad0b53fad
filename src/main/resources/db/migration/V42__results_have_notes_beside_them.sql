comment on column result.evidence is
    'JSON object of the fields that a completed job shows beside its result: failedPages, warnings; absent when there is nothing to say';
