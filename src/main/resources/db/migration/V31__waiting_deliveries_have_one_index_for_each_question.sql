-- The two indexes of what waits could answer each other's questions, slowly: on a table whose statistics were old, a claim read the whole backlog
-- for each lane. Now neither can: the first lacks the lane, and the second is ordered by the tier, which is written as an expression; and
-- where a claim asks by lane, it does not name the statuses that the first index is limited to.
drop index delivery_waiting;
drop index delivery_waiting_in_lane;

-- claim: what is due, first attempts apart from retries; and the count of it
create index delivery_waiting on delivery (status, due_at) where not attempting and status in ('pending', 'retrying');
-- claim: from lane to lane, and what is due in one: first attempts (0) apart from retries (1)
create index delivery_waiting_in_lane on delivery (lane, (case status when 'pending' then 0 else 1 end), due_at)
    where not attempting and due_at is not null;
