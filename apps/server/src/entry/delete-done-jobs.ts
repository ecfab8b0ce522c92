import { day, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Module } from '#platform/module.ts'
import type { Outbox } from '#platform/outbox.ts'
import type { Runtime } from '#platform/runtime.ts'
import { settingOn } from '#settings/index.ts'

/** Deletes the jobs of all queues that were done longer ago than their retention (R620). */
export const deleteDoneJobs = ({
  db,
  clock,
  outbox,
}: Pick<Runtime, 'db' | 'clock'> & { readonly outbox: Pick<Outbox, 'deleteDone'> }): Module => ({
  schedules: [
    {
      name: 'delete done jobs',
      run: async () => {
        const now = clock.now()
        const retention = await db.read((tx) =>
          settingOn(tx, 'done-job-retention', dateInHelsinki(now)),
        )
        await outbox.deleteDone(plus(now, -retention.value * day))
      },
    },
  ],
})
