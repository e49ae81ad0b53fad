-- A claim reads what is due in order of time, whoever gets it. When everything within its reach belongs to receivers that can take no more (one
-- dead endpoint with 100,000 rows), it walks from lane to lane instead.
--
-- The usual delivery is attempted at once: it is inserted with attempting = true and ends with the next update. So it is in one of these
-- indexes only.
drop index delivery_open;

-- claim: leases that ended, because a dispatcher died
create index delivery_leased on delivery (due_at) where attempting;
-- claim: what is due, first attempts apart from retries; and the count of it
create index delivery_waiting on delivery (status, due_at) where not attempting and due_at is not null;
-- claim: from lane to lane, and what is due in one
create index delivery_waiting_in_lane on delivery (lane, status, due_at) where not attempting and due_at is not null;
