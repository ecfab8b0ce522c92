import type {
  ActivityActor,
  ActivityShown,
  ActivitySubject,
  ActivityType,
} from '@sotevarmenne/api/activity'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { AuditEntry } from '#audit/contract.ts'
import type { Tx } from '#platform/db.ts'
import { namesInLog } from '#reporting/audit-review/index.ts'
import type { ActivityDeps } from './deps.ts'

type Known = {
  readonly organisationId: string
  /** Of people, points, organisations and cards, by their identifiers. */
  readonly names: { readonly [id: string]: string }
  /** Who acts or once acted for the organisation. */
  readonly members: ReadonlySet<string>
  readonly keys: ReadonlyMap<string, string>
  readonly certificates: ReadonlyMap<string, string>
}

/** Entries as members of the organisation read them, and whom they name (R537). */
export async function showActivities(
  deps: ActivityDeps,
  tx: Tx,
  {
    organisationId,
    entries,
  }: { readonly organisationId: string; readonly entries: readonly AuditEntry[] },
): Promise<{ readonly activities: ActivityShown[]; readonly named: ReadonlySet<string> }> {
  const actors = entries.flatMap(({ actor }) => (actor.kind === 'person' ? [actor.personId] : []))
  const applications = entries.flatMap(({ facts }) => textIn(facts, 'applicationId') ?? [])
  const known: Known = {
    organisationId,
    names: await namesInLog(deps, tx, entries),
    members: await deps.accounts.everMembersAmong(tx, { organisationId, personIds: actors }),
    keys: await deps.apiKeys.keyNamesOf(tx, organisationId),
    certificates: await deps.serviceCertificates.firstNamesOf(tx, applications),
  }
  return {
    activities: entries.map((entry) => show(entry, known)),
    named: new Set([...known.members, ...entries.flatMap(({ about }) => about?.personId ?? [])]),
  }
}

function show(entry: AuditEntry, known: Known): ActivityShown {
  const { entryId, at, about, facts } = entry
  const type = entry.type as ActivityType
  const person = about?.personId === undefined ? undefined : known.names[about.personId]
  const cardNumber = about?.cardId === undefined ? undefined : known.names[about.cardId]
  const subject = subjectOf(type, facts)
  const count = numberIn(facts, 'count') ?? numberIn(facts, 'charges')
  const cents =
    numberIn(facts, 'grossCents') ?? numberIn(facts, 'amountCents') ?? numberIn(facts, 'netCents')
  const day = textIn(facts, 'lastDay') ?? textIn(facts, 'on')
  return {
    ...{ entryId, at: formatInstant(at), type, by: actorOf(entry, known) },
    named: namedIn(facts, known),
    ...(person !== undefined && { person }),
    ...(cardNumber !== undefined && { cardNumber }),
    ...(subject && { subject }),
    ...(count !== undefined && { count }),
    ...(cents !== undefined && { cents }),
    ...(day !== undefined && { day }),
  }
}

/**
 * Only those who act or once acted for the organisation are named; officers and registrars by what they are, and
 * everybody else not at all (R537).
 */
function actorOf(
  { actor, about, reason, operation, pointId }: AuditEntry,
  known: Known,
): ActivityActor {
  const point = pointId === undefined ? undefined : known.names[pointId]
  switch (actor.kind) {
    case 'process':
      return { kind: 'service' }
    case 'client':
      return { kind: 'client' }
    case 'apiKey': {
      if (actor.organisationId !== known.organisationId) return { kind: 'others' }
      const name = known.keys.get(actor.clientId)
      const kind = operation.startsWith('scim.') ? 'directory' : 'apiKey'
      return { kind, ...(name !== undefined && { name }) }
    }
    case 'person': {
      if (reason === 'registrar of a point')
        return { kind: 'desk', ...(point !== undefined && { point }) }
      if (reason !== 'own matters') return { kind: 'office' }
      const name = known.names[actor.personId]
      if (known.members.has(actor.personId) && name !== undefined) return { kind: 'member', name }
      return { kind: actor.personId === about?.personId ? 'holder' : 'others' }
    }
  }
}

/** Of each page in the account, the fact that names what it shows; the first one counts. */
const subjects: readonly (readonly [fact: string, kind: ActivitySubject])[] = [
  ['invoiceId', 'invoice'],
  ['documentId', 'document'],
  ['approvalId', 'approval'],
  ['caseId', 'case'],
  ['endpointId', 'webhook'],
]

function subjectOf(type: ActivityType, facts: AuditEntry['facts']): ActivityShown['subject'] {
  if (type === 'WebhookRemoved') return undefined
  for (const [fact, kind] of subjects) {
    const id = textIn(facts, fact)
    if (id !== undefined) return { kind, id }
  }
  const id = textIn(facts, 'applicationId')
  if (id === undefined) return undefined
  const isOfRegistrar = type.startsWith('Registrar') || type === 'TrainingProofAttached'
  return { kind: isOfRegistrar ? 'registrarApplication' : 'application', id }
}

/** Identifiers of what has a name, and facts that are in words themselves. */
function namedIn(facts: AuditEntry['facts'], known: Known): string[] {
  const number = numberIn(facts, 'number')
  const texts = [
    number === undefined ? undefined : String(number),
    known.keys.get(textIn(facts, 'keyId') ?? ''),
    known.certificates.get(textIn(facts, 'applicationId') ?? ''),
    ...['pointId', 'authorised', 'to'].map((fact) => known.names[textIn(facts, fact) ?? '']),
    ...['url', 'domain', 'unitOid', 'costCentre'].map((fact) => textIn(facts, fact)),
  ]
  return texts.flatMap((text) => (text === undefined || text === '' ? [] : [text]))
}

const textIn = (facts: AuditEntry['facts'], name: string): string | undefined => {
  const value = facts[name]
  return typeof value === 'string' ? value : undefined
}

const numberIn = (facts: AuditEntry['facts'], name: string): number | undefined => {
  const value = facts[name]
  return typeof value === 'number' ? value : undefined
}
