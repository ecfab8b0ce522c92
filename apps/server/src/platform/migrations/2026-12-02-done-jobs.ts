/** Finds the done jobs that are over their retention. */
export const concurrentIndexes = {
  'platform.outbox_done':
    'create index concurrently outbox_done on platform.outbox (done_at) where (done_at is not null)',
}

/** Nothing but the index. */
export const up = async (): Promise<void> => {}
