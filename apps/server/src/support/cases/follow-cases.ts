import { randomUUID } from 'node:crypto'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { JobHandler } from '#platform/outbox.ts'
import { forgetUnconfirmed } from './contact/forget-unconfirmed.ts'
import { eraseWriter } from './contact/store.ts'
import { timesOf } from './case-times.ts'
import type { CaseForgotten } from './contract.ts'
import type { CasesDeps } from './deps.ts'
import { endKind } from './plan-end.ts'
import { aboutCase } from './show-case.ts'
import { stepOn } from './step-on.ts'
import { eraseTexts, lockCase } from './store.ts'

/** Closes answered cases that nobody continued, and erases the texts of cases closed long ago (R167). */
export const followCases = (deps: CasesDeps): readonly JobHandler[] => [
  {
    kind: endKind,
    handle: async ({ payload }) => {
      const { caseId, changedAt } = planned.parse(payload)
      const permit = deps.systemPermit('cases.follow')
      const followed = await deps.db.write(async (tx) => {
        const supportCase = await lockCase(deps, tx, caseId)
        // The case was continued, and its end was planned again.
        if (supportCase?.changedAt !== changedAt) return ok(undefined)
        const { settings } = await timesOf(tx, supportCase)
        if (supportCase.state === 'answered') {
          const stepped = await stepOn(deps, tx, permit, {
            supportCase,
            stepId: randomUUID(),
            step: { kind: 'close' },
            by: { side: 'service' },
            settings,
          })
          return stepped.ok ? ok(undefined) : stepped
        }
        if (supportCase.state === 'waiting' || supportCase.subject === undefined)
          return ok(undefined)
        await eraseTexts(tx, supportCase.caseId)
        await eraseWriter(tx, supportCase.caseId)
        const forgotten: CaseForgotten = {
          ...{ type: 'CaseForgotten', ...aboutCase(supportCase), settings },
        }
        await deps.record(tx, forgotten, permit)
        return ok(undefined)
      })
      if (!followed.ok) throw new Error(`case could not be closed: ${followed.refusal.kind}`)
    },
  },
  forgetUnconfirmed(deps),
]

const planned = z.object({ caseId: z.string(), changedAt: z.number() })
