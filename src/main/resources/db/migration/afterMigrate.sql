select create_partitions(now() - interval '1 day', now() + interval '14 days');
