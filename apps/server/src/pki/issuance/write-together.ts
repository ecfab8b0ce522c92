import { ok } from '@sotevarmenne/kernel/result'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type {
  CertificateIssued,
  CertificateReserved,
  CertificatesIssued,
  CertificatesReserved,
} from './contract.ts'
import type { IssuingDeps } from './deps.ts'
import { nameOf, writeRows, type IssuedRow, type Reservation } from './store.ts'

/** One step of a row on the issuing path: it is reserved, or it is issued. */
export type Step<Response> = {
  readonly write: { readonly reserved: Reservation } | { readonly issued: IssuedRow }
  readonly event: CertificateReserved | CertificateIssued
  readonly permit: Permit
  /**
   * The response, in the same transaction. Not written means that another has written it, or that a row
   * conflicts.
   */
  readonly response: (tx: Tx, isWritten: boolean) => Response | Promise<Response>
}

/**
 * Writes the steps of many certificates in one transaction, with their audit entries: under load,
 * reservations and completions share it. Resolves each when it is committed.
 */
export const writeTogether =
  ({ db, clock, recordAll }: IssuingDeps) =>
  async (steps: readonly Step<unknown>[]): Promise<readonly unknown[]> => {
    // Two identical concurrent requests are signed twice with the same bytes: one of the two settles it.
    const each = new Map(steps.map((step) => [nameOfStep(step), step]))
    const written = await db.write<readonly unknown[], never>(
      async (tx) => {
        const rows = await writeRows(tx, {
          reserved: [...each.values()].flatMap(({ write }) =>
            'reserved' in write ? [write.reserved] : [],
          ),
          issued: [...each.values()].flatMap(({ write }) =>
            'issued' in write ? [write.issued] : [],
          ),
          now: clock.now(),
        })
        const ours = new Set(rows.flatMap((key) => each.get(nameOf(key)) ?? []))
        await recordAll(tx, happened([...ours]))

        const responses: unknown[] = []
        for (const step of steps) responses.push(await step.response(tx, ours.has(step)))
        return ok(responses)
      },
      // Unique indexes decide between two requests; nothing that was read before matters.
      { isolation: 'read committed' },
    )
    return written.ok ? written.value : unreachable(written.refusal)
  }

type Happened = Pick<Step<unknown>, 'permit'> & {
  readonly event: Step<unknown>['event'] | CertificatesReserved | CertificatesIssued
}

/**
 * The entries for the audit log: a person's certificate gets an entry of its own, which can be shown to that
 * person; all others, which come in hundreds a second, share one entry for what one requester reserved and
 * one for what was issued.
 */
function happened(steps: readonly Step<unknown>[]): readonly Happened[] {
  const groups = Map.groupBy(steps, (step) => (isOfNobody(step) ? requesterOf(step) : step))
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined || !isOfNobody(first)) return first ?? []
    const { type, issuer, profile } = first.event
    const serials = group.map(({ event }) => event.serial)
    return { event: { type: typeOfMany[type], issuer, profile, serials }, permit: first.permit }
  })
}

const typeOfMany = {
  CertificateReserved: 'CertificatesReserved',
  CertificateIssued: 'CertificatesIssued',
} as const

const isOfNobody = ({ event }: Step<unknown>): boolean => event.about === undefined

/** Events with the same key have entries that differ in the serials only. */
const requesterOf = ({ event, permit }: Step<unknown>): string =>
  JSON.stringify([
    ...[event.type, event.issuer, event.profile],
    ...[permit.actor, permit.operation, permit.reason, permit.pointId],
  ])

/** A row is reserved in one batch and issued in a later one: never both in one. */
const nameOfStep = ({ write }: Step<unknown>): string =>
  nameOf('reserved' in write ? write.reserved : write.issued)
