import * as contracts from '@sotevarmenne/api/activity'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { entriesDoneFor } from '#audit/index.ts'
import { memberProblems, type MemberRefusal } from '#organisations/accounts/index.ts'
import { searchTooBroadProblems, type SearchTooBroad } from '#people/persons/index.ts'
import { operation } from '#platform/operation.ts'
import { cursorProblems, showPage, type CursorRefusal } from '#platform/paging.ts'
import { recordAccess } from '#platform/record.ts'
import type { ActivityListed } from './contract.ts'
import type { ActivityDeps } from './deps.ts'
import { showActivities } from './show-activity.ts'
import { soughtBy } from './sought-by.ts'

export type ListActivityRefusal = MemberRefusal | CursorRefusal | SearchTooBroad

type Listed = ResponseOf<typeof contracts.listActivity>

/**
 * What was done for the organisation (R535): entries of the audit log that name it, and no others (R536). Recorded as
 * access to each person named.
 */
export const listActivity = operation({
  contract: contracts.listActivity,
  problems: { ...memberProblems, ...cursorProblems, ...searchTooBroadProblems },
  handle:
    (deps: ActivityDeps) =>
    (
      permit,
      { organisationId, kind, memberId, search, ...requested },
    ): Promise<Result<Listed, ListActivityRefusal>> =>
      deps.db.write(async (tx): Promise<Result<Listed, ListActivityRefusal>> => {
        const viewing = { organisationId, action: 'view', at: 'readPeople' } as const
        const member = await deps.accounts.checkMember(tx, permit, viewing)
        if (!member.ok) return member
        const about = await soughtBy(deps, tx, { organisationId, search })
        if (!about.ok) return about
        const actor =
          memberId === undefined
            ? undefined
            : await deps.accounts.memberOf(tx, { organisationId, memberId })
        // Nobody of that organisation did anything.
        const isNobody = memberId !== undefined && actor === undefined
        const types =
          kind === undefined
            ? Object.values(contracts.activityTypes).flat()
            : contracts.activityTypes[kind]
        const named = new Set<string>()
        const listed = await showPage(requested, {
          find: (sought) =>
            isNobody || about.value === 'nothing'
              ? Promise.resolve([])
              : entriesDoneFor(tx, {
                  ...{ ...sought, organisationId, types, actor: actor?.personId },
                  about: about.value,
                }),
          placeOf: ({ at, entryId }) => ({ at, id: entryId }),
          show: async (page) => {
            const shown = await showActivities(deps, tx, { organisationId, entries: page })
            for (const personId of shown.named) named.add(personId)
            return { activities: shown.activities }
          },
        })
        if (!listed.ok) return listed
        const looked: ActivityListed = { type: 'ActivityListed', organisationId }
        await recordAccess(deps, tx, permit, { looked, named })
        return ok(listed.value)
      }, reading),
})

/** What is read never changes: a serialisable view would conflict with everything that is recorded meanwhile. */
const reading = { isolation: 'read committed' } as const
