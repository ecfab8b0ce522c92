import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/identification'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { holdersNamed, searchTooBroadProblems, type SearchTooBroad } from '#people/persons/index.ts'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { Inquiry, InquiryViewed } from './contract.ts'
import type { IdentificationDeps } from './deps.ts'
import { aboutInquiry, showInquiry } from './show-inquiry.ts'
import { inquiriesNewestFirst, lockInquiry } from './store.ts'
import { inquiryNotFound } from './problems.ts'

export type ListInquiriesRefusal = CursorRefusal | SearchTooBroad

/**
 * The office sees those of all points, a registrar those of their own. Each one shown gets an access record
 * (R51).
 */
export const listInquiries = operation({
  contract: contracts.listInquiries,
  problems: { ...cursorProblems, ...searchTooBroadProblems },
  handle:
    (deps: IdentificationDeps) =>
    (
      permit,
      { show: which, search, ...requested },
    ): Promise<Result<ResponseOf<typeof contracts.listInquiries>, ListInquiriesRefusal>> =>
      deps.db.write(
        async (
          tx,
        ): Promise<Result<ResponseOf<typeof contracts.listInquiries>, ListInquiriesRefusal>> => {
          const persons =
            search === undefined ? ok(undefined) : await holdersNamed(deps.people, tx, search)
          if (!persons.ok) return persons
          return showPage(requested, {
            find: (sought) =>
              inquiriesNewestFirst(tx, deps.sealing, {
                ...{ ...sought, pointId: permit.pointId, isOpen: which === 'open' },
                personIds: persons.value,
              }),
            placeOf: ({ raisedAt, inquiryId }) => ({ at: raisedAt, id: inquiryId }),
            show: async (page) => {
              for (const inquiry of page) await recordView(deps, tx, inquiry, permit)
              return {
                inquiries: page.flatMap((inquiry) => showInquiry(inquiry, officerOf(permit)) ?? []),
              }
            },
          })
        },
      ),
})

export type ViewInquiryRefusal = { readonly kind: 'inquiry-not-found' }

export const viewInquiry = operation({
  contract: contracts.viewInquiry,
  problems: {
    'inquiry-not-found': inquiryNotFound,
  },
  handle:
    (deps: IdentificationDeps) =>
    (permit, { inquiryId }) =>
      deps.db.write(
        async (
          tx,
        ): Promise<Result<ResponseOf<typeof contracts.viewInquiry>, ViewInquiryRefusal>> => {
          const inquiry = await lockInquiry(tx, deps.sealing, inquiryId)
          const isElsewhere = permit.pointId !== undefined && inquiry?.pointId !== permit.pointId
          const shown =
            inquiry && !isElsewhere ? showInquiry(inquiry, officerOf(permit)) : undefined
          if (!inquiry || !shown) return refuse({ kind: 'inquiry-not-found' })
          await recordView(deps, tx, inquiry, permit)
          return ok(shown)
        },
      ),
})

/** The person, where they don't work at a registration point. */
const officerOf = (permit: Permit): string | undefined =>
  permit.pointId === undefined ? personOf(permit) : undefined

async function recordView(
  { record }: Pick<IdentificationDeps, 'record'>,
  tx: Tx,
  inquiry: Inquiry,
  permit: Permit,
): Promise<void> {
  const viewed: InquiryViewed = { type: 'InquiryViewed', ...aboutInquiry(inquiry) }
  await record(tx, viewed, permit)
}
