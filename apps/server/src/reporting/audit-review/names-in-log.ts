import type { AuditEntryView } from '@sotevarmenne/api/audit'
import { z } from 'zod'
import { cardNumbersOf } from '#cards/card/index.ts'
import type { Tx } from '#platform/db.ts'
import type { AuditReviewDeps } from './deps.ts'

export type NamesDeps = {
  readonly people: Pick<AuditReviewDeps['people'], 'namesOf'>
  readonly organisations: Pick<AuditReviewDeps['organisations'], 'organisationsByIds'>
  readonly registration: AuditReviewDeps['registration']
  readonly certificates: Pick<AuditReviewDeps['certificates'], 'allClients'>
}

/**
 * What identifiers in entries stand for: names of people, points, organisations and programs, numbers of cards.
 * What the service does not know any more is left out.
 */
export async function namesInLog(
  { people, organisations, registration, certificates }: NamesDeps,
  tx: Tx,
  entries: readonly Named[],
): Promise<{ readonly [id: string]: string }> {
  const ids = [...new Set(entries.flatMap(identifiersIn))]
  const clients = entries.some(({ actor }) => actor.kind === 'client')
    ? await certificates.allClients(tx)
    : []
  return Object.fromEntries([
    ...(await people.namesOf(tx, ids)),
    ...namedIn(await organisations.organisationsByIds(tx, ids)),
    ...namedIn(await registration.findPoints(tx, ids)),
    ...(await cardNumbersOf(tx, ids)),
    ...clients.flatMap(({ clientId, name }) => (ids.includes(clientId) ? [[clientId, name]] : [])),
  ]) as { readonly [id: string]: string }
}

/** What names somebody or something in an entry, as it is stored or as it is shown. */
type Named = Pick<AuditEntryView, 'actor' | 'facts'> & {
  readonly pointId?: string | undefined
  readonly about?: Readonly<Record<string, unknown>> | undefined
}

/** Every identifier of an entry: of its actor, its point, its subject, and in its facts. */
const identifiersIn = ({ actor, pointId, about, facts }: Named): readonly string[] =>
  [...Object.values(actor), pointId, ...Object.values(about ?? {}), ...Object.values(facts)].filter(
    (value): value is string => uuid.safeParse(value).success,
  )

const uuid = z.uuid()

const namedIn = (
  found: ReadonlyMap<string, { readonly name: string }>,
): readonly (readonly [string, string])[] => [...found].map(([id, { name }]) => [id, name])
