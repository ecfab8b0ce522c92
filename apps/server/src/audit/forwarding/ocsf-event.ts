import { accessEvent } from '@sotevarmenne/api/audit'
import type { AuditEntry } from '../contract.ts'

/** An event of the Open Cybersecurity Schema Framework (OCSF 1.4.0). */
export type OcsfEvent = {
  readonly class_uid: number
  readonly activity_name: string
  readonly severity_id: number
  /** Milliseconds. */
  readonly time: number
  readonly metadata: {
    readonly uid: string
    readonly sequence: number
    readonly event_code: string
    readonly [name: string]: unknown
  }
  readonly unmapped: { readonly [name: string]: unknown }
  readonly [name: string]: unknown
}

/**
 * An audit entry as an event of OCSF: Authentication for sign-ins, Account Change for roles and passwords, API Activity
 * for all else. It says what the entry says, and nothing beyond it: identifiers, no names and no codes.
 */
export function ocsfEvent(entry: AuditEntry, position: number): OcsfEvent {
  const kind = kindOf(entry)
  const isRefused = refusal.test(entry.type)
  return {
    ...kind,
    type_uid: kind.class_uid * 100 + kind.activity_id,
    severity_id: isRefused ? severity.low : severity.informational,
    status_id: isRefused ? status.failure : status.success,
    time: entry.at,
    metadata: {
      version: '1.4.0',
      product: { name: 'sotevarmenne', vendor_name: 'sotevarmenne' },
      log_name: 'audit',
      uid: entry.entryId,
      sequence: position,
      event_code: entry.type,
    },
    actor: {
      ...actorOf(entry),
      authorizations: [{ decision: 'allowed', policy: { name: entry.reason } }],
    },
    api: { operation: entry.operation },
    // The log holds no network addresses.
    src_endpoint: { svc_name: 'sotevarmenne' },
    resources: resourcesOf(entry),
    unmapped: {
      ...(entry.pointId !== undefined && { pointId: entry.pointId }),
      facts: entry.facts,
    },
  }
}

const severity = { informational: 1, low: 2 } as const
const status = { success: 1, failure: 2 } as const

/** Named for something that was refused or failed. */
const refusal = /(Refused|Failed|Rejected|Not[A-Z]\w+)$/

type Kind = {
  readonly category_uid: number
  readonly class_uid: number
  readonly activity_id: number
  readonly activity_name: string
  readonly user?: object
}

function kindOf(entry: AuditEntry): Kind {
  const { type } = entry
  const user = { ...userOf(entry.about?.personId ?? personOf(entry)) }
  const signIn = signIns[type]
  if (signIn !== undefined)
    return {
      ...{ category_uid: 3, class_uid: 3002, activity_id: signIn, activity_name: type },
      ...user,
    }
  if (accountEvent.test(type))
    return {
      ...{ category_uid: 3, class_uid: 3001, activity_id: 99, activity_name: type },
      ...user,
    }
  const activity = accessEvent.test(type) ? 2 : 99
  return { category_uid: 6, class_uid: 6003, activity_id: activity, activity_name: type }
}

/** Activities of Authentication: 1 is a logon, 2 a logoff. */
const signIns: { readonly [type: string]: number | undefined } = {
  SignedIn: 1,
  SignInRefused: 1,
  SignInsRefused: 1,
  SignedOut: 2,
}

/** What is done to a person’s right to use the service. */
const accountEvent =
  /^(RoleProposed|RoleProposalRejected|RoleAppointed|RoleEnded|PasswordSet|PasswordRemoved|PasswordTurnedOff)$/

const personOf = ({ actor }: AuditEntry) => (actor.kind === 'person' ? actor.personId : undefined)

const userOf = (personId: string | undefined) =>
  personId === undefined
    ? { user: { name: 'unknown', type_id: 0 } }
    : { user: { uid: personId, type_id: 1 } }

function actorOf({ actor }: AuditEntry): object {
  switch (actor.kind) {
    case 'person':
      return userOf(actor.personId)
    case 'client':
    case 'apiKey':
      return { app_uid: actor.clientId }
    case 'process':
      return { app_name: `sotevarmenne-${actor.name}` }
  }
}

const resourcesOf = ({ about = {} }: AuditEntry): readonly object[] =>
  [
    ['person', about.personId],
    ['card', about.cardId],
    ['order', about.orderId],
  ].flatMap(([type, uid]) => (uid === undefined ? [] : [{ type, uid }]))
