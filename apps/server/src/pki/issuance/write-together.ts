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
export type Step<Answer> = {
  readonly write: { readonly reserved: Reservation } | { readonly issued: IssuedRow }
  readonly event: CertificateReserved | CertificateIssued
  readonly permit: Permit
  /** What is answered, in the same transaction. Not written is what another has written, or stands in its way. */
  readonly answer: (tx: Tx, isWritten: boolean) => Answer | Promise<Answer>
}

/**
 * Writes the steps of many certificates in one transaction, with their entries of the trail: under load those that begin
 * and those that end share it. Answers each when it is committed.
 */
export const writeTogether =
  ({ db, clock, recordAll }: IssuingDeps) =>
  async (steps: readonly Step<unknown>[]): Promise<readonly unknown[]> => {
    // The same request asked twice at once is signed twice with the same bytes: one of the two settles it.
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

        const answers: unknown[] = []
        for (const step of steps) answers.push(await step.answer(tx, ours.has(step)))
        return ok(answers)
      },
      // Unique indexes decide between two requests; nothing that was read before counts.
      { isolation: 'read committed' },
    )
    return written.ok ? written.value : unreachable(written.refusal)
  }

type Happened = Pick<Step<unknown>, 'permit'> & {
  readonly event: Step<unknown>['event'] | CertificatesReserved | CertificatesIssued
}

/**
 * What the trail is told: what is a person's in an entry of its own, which can be shown to that person; of all others, which
 * come in hundreds a second, one entry for what one asker reserved and one for what it was issued.
 */
function happened(steps: readonly Step<unknown>[]): readonly Happened[] {
  const groups = Map.groupBy(steps, (step) => (isOfNobody(step) ? askerOf(step) : step))
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

/** Whose entries differ in nothing but the serials. */
const askerOf = ({ event, permit }: Step<unknown>): string =>
  JSON.stringify([
    ...[event.type, event.issuer, event.profile],
    ...[permit.actor, permit.deed, permit.reason, permit.pointId],
  ])

/** A row is reserved in one group and issued in a later one: never both in one. */
const nameOfStep = ({ write }: Step<unknown>): string =>
  nameOf('reserved' in write ? write.reserved : write.issued)
