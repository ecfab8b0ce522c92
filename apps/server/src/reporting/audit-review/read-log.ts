import * as api from '@sotevarmenne/api/audit'
import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import {
  historyProblems,
  searchProblems,
  viewEntryProblems,
  type HistorySubject,
  type SearchAuditLogRefusal,
  type ViewEntryRefusal,
  type ViewHistoryRefusal,
} from '#audit/index.ts'
import { findCard } from '#cards/card/index.ts'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { AuditReviewDeps } from './deps.ts'
import { namesInLog } from './names-in-log.ts'

/** Audit entries for an auditor, newest first, with the names of those whom they name by identifier. */
export const searchAuditLog = operation({
  contract: api.searchAuditLog,
  problems: searchProblems,
  handle:
    (deps: AuditReviewDeps) =>
    async (
      permit,
      sought,
    ): Promise<Result<ResponseOf<typeof api.searchAuditLog>, SearchAuditLogRefusal>> => {
      const found = await deps.audit.searchAuditLog(permit, sought)
      if (!found.ok) return found
      const entries = found.value.entries.map(({ entry }) => entry)
      const names = await deps.db.read((tx) => namesInLog(deps, tx, entries))
      return ok({ ...found.value, names })
    },
})

/** One entry with its proof. */
export const viewEntry = operation({
  contract: api.viewEntry,
  problems: viewEntryProblems,
  handle:
    (deps: AuditReviewDeps) =>
    async (
      permit,
      requested,
    ): Promise<Result<ResponseOf<typeof api.viewEntry>, ViewEntryRefusal>> => {
      const viewed = await deps.audit.viewEntry(permit, requested)
      if (!viewed.ok) return viewed
      const { entry } = viewed.value.proven
      const names = await deps.db.read((tx) => namesInLog(deps, tx, [entry]))
      return ok({ ...viewed.value, names })
    },
})

/** What happened to a person, a card, an order or an organisation, in order, each entry with its proof (R413). */
export const viewAuditHistory = operation({
  contract: api.viewAuditHistory,
  problems: historyProblems,
  handle:
    (deps: AuditReviewDeps) =>
    async (
      permit,
      { personId, cardId, orderId, organisationId, ...requested },
    ): Promise<Result<ResponseOf<typeof api.viewAuditHistory>, ViewHistoryRefusal>> => {
      const of = await deps.db.read((tx) =>
        subjectOf(tx, { personId, cardId, orderId, organisationId }),
      )
      const viewed = await deps.audit.viewHistory(permit, { of, ...requested })
      if (!viewed.ok) return viewed
      const entries = viewed.value.entries.map(({ entry }) => entry)
      const names = await deps.db.read((tx) => namesInLog(deps, tx, entries))
      return ok({ ...viewed.value, names })
    },
})

type SubjectRequested = Pick<
  InputOf<typeof api.viewAuditHistory>,
  'personId' | 'cardId' | 'orderId' | 'organisationId'
>

/** The contract lets one of them through. */
async function subjectOf(
  tx: Tx,
  { personId, cardId, orderId, organisationId }: SubjectRequested,
): Promise<HistorySubject> {
  if (personId !== undefined) return { personId }
  if (cardId !== undefined) return { cardId, orderId: (await findCard(tx, cardId))?.orderId }
  if (orderId !== undefined) return { orderId }
  return { organisationId: organisationId ?? '' }
}
