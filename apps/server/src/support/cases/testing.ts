import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Job } from '#platform/outbox.ts'
import type { createCases } from './index.ts'

/** Handles the planned jobs that are due, which are planned no more. */
export async function handleDue(
  { jobs }: Pick<ReturnType<typeof createCases>, 'jobs'>,
  planned: Job[],
  now: Instant,
): Promise<void> {
  const due = planned.filter(({ dueAt }) => dueAt !== undefined && dueAt <= now)
  for (const job of due) {
    planned.splice(planned.indexOf(job), 1)
    for (const one of jobs) if (one.kind === job.kind) await one.handle(job)
  }
}
