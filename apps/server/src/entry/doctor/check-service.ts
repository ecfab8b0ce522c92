import type { SignerState } from '@sotevarmenne/issuing/socket/messages'
import {
  day,
  formatInstant,
  hour,
  minute,
  second,
  type Instant,
} from '@sotevarmenne/kernel/instant'
import type { DatabaseFacts } from '#platform/database-facts.ts'
import type { OutboxFigures } from '#platform/outbox.ts'
import type { Health } from '#reporting/counterparts/index.ts'
import { fault, firstOf, ok, warning, type Finding } from './finding.ts'

/** What a running service knows of itself. */
export type ServiceFacts = {
  /** Of the service. */
  readonly now: Instant
  /** Of this machine; a demo environment moves the other one. */
  readonly machineTime: Instant
  readonly database: DatabaseFacts
  /** Undefined: the signer does not respond. */
  readonly signer: Pick<SignerState, 'keys' | 'today' | 'receipts'> | undefined
  readonly issuers: readonly { readonly id: string; readonly notAfter: Instant }[]
  readonly crls: readonly {
    readonly issuer: string
    readonly nextUpdate: Instant
    readonly dueBy: Instant
  }[]
  readonly outbox: OutboxFigures
  readonly counterparts: readonly Health[]
  readonly codesCopiedAt: Instant | undefined
  readonly checkpointDestinations: number
}

export const checkService = (facts: ServiceFacts): readonly Finding[] => [
  checkClock(facts),
  ...checkDatabase(facts),
  ...checkSigner(facts),
  ...facts.issuers.map((issuer) => checkIssuer(issuer, facts.now)),
  ...checkCrls(facts),
  ...checkJobs(facts),
  ...checkAuditLog(facts),
  ...checkCounterparts(facts),
  checkCodes(facts),
]

function checkClock({ machineTime, database }: ServiceFacts): Finding {
  const difference = Math.abs(machineTime - database.now)
  const words = `the clocks of this machine and of the database differ by ${seconds(difference)}`
  return firstOf('clock', {
    faultIf: difference > 10 * second && `${words}: synchronise both (chrony, systemd-timesyncd)`,
    warningIf: difference > second && words,
    else: words,
  })
}

function checkDatabase({ machineTime, database }: ServiceFacts): readonly Finding[] {
  const major = Math.floor(database.version / 10_000)
  const ofVersion = firstOf('database', {
    faultIf: major < 17 && `PostgreSQL ${String(major)} is too old: 17 or newer is needed`,
    else: `PostgreSQL ${String(major)} responds, with the tables of this version`,
  })
  return [ofVersion, checkBackup(database.archiving, machineTime)]
}

/** The age of what a restore would bring back (docs/operations/backup.md). */
function checkBackup(archiving: DatabaseFacts['archiving'], now: Instant): Finding {
  if (archiving === undefined)
    return warning(
      'backup',
      'no write-ahead log is archived: a restore loses everything since the last base backup (docs/operations/backup.md)',
    )
  const { lastArchivedAt, lastFailedAt } = archiving
  if (lastArchivedAt === null) return fault('backup', 'no write-ahead log was archived yet')
  const words = `the write-ahead log was last archived ${formatInstant(lastArchivedAt)}`
  return firstOf('backup', {
    faultIf: lastFailedAt !== null && lastFailedAt > lastArchivedAt && `archiving fails; ${words}`,
    warningIf: now - lastArchivedAt > hour && words,
    else: words,
  })
}

function checkSigner({ now, signer }: ServiceFacts): readonly Finding[] {
  if (signer === undefined)
    return [fault('signer', 'does not respond: nothing is signed, CRLs end (its log says why)')]
  const broken = signer.keys.flatMap(({ name, trouble }) =>
    trouble === null ? [] : fault('signer', `the key ${name} can't sign: ${trouble}`),
  )
  const busy = signer.today.flatMap(({ profile, signed, limit }) =>
    signed < 0.8 * limit
      ? []
      : warning(
          'signer',
          `${String(signed)} of at most ${String(limit)} certificates of the profile ${profile} were signed today`,
        ),
  )
  const { oldest } = signer.receipts
  const waits = oldest !== null && now - oldest > 10 * minute
  return [
    ok('signer', `responds with ${String(signer.keys.length - broken.length)} usable keys`),
    ...broken,
    ...busy,
    ...(waits
      ? [
          fault(
            'audit log',
            `an entry was recorded ${formatInstant(oldest)} and is not proved to be in the log: cli audit receipts`,
          ),
        ]
      : []),
  ]
}

/** Nobody wants to find out on the day that a CA can certify nothing any more. */
function checkIssuer({ id, notAfter }: ServiceFacts['issuers'][number], now: Instant): Finding {
  const days = Math.floor((notAfter - now) / day)
  const words = `${id} ends in ${String(days)} days`
  return firstOf('CA', {
    faultIf: days < 30 && `${words}: a new generation is needed now (docs/operations/ceremony.md)`,
    warningIf: days < 365 && `${words}: plan the ceremony of its next generation`,
    else: words,
  })
}

function checkCrls({ now, crls }: ServiceFacts): readonly Finding[] {
  const bad = crls.flatMap(({ issuer, nextUpdate, dueBy }) => {
    if (nextUpdate <= now)
      return fault(
        'CRL',
        `that of ${issuer} ended ${formatInstant(nextUpdate)}: nobody may rely on it`,
      )
    return dueBy <= now
      ? warning('CRL', `that of ${issuer} should have been replaced ${formatInstant(dueBy)}`)
      : []
  })
  return bad.length > 0 ? bad : [ok('CRL', `all ${String(crls.length)} issuers have one in force`)]
}

function checkJobs({
  outbox: { dead, due, oldestMilliseconds },
}: ServiceFacts): readonly Finding[] {
  return [
    firstOf('jobs', {
      faultIf:
        oldestMilliseconds > 15 * minute &&
        `${String(due)} are due, the oldest for ${minutes(oldestMilliseconds)}: does the process jobs run?`,
      else: `${String(due)} are due, none for long`,
    }),
    ...(dead > 0 ? [fault('jobs', `${String(dead)} have failed for good: cli jobs dead`)] : []),
  ]
}

const checkAuditLog = ({ checkpointDestinations }: ServiceFacts): readonly Finding[] =>
  checkpointDestinations > 0
    ? [ok('audit log', 'its checkpoints go outside the service')]
    : [
        fault(
          'audit log',
          'no checkpoint leaves the service: set SOTEVARMENNE_CHECKPOINT_FOLDER or …_AUDIT_WITNESSES (docs/operations/audit.md)',
        ),
      ]

function checkCounterparts({ now, counterparts }: ServiceFacts): readonly Finding[] {
  const failing = counterparts.flatMap(({ counterpart, failingSince, because }) => {
    if (failingSince === undefined) return []
    const words = `${counterpart} has failed since ${formatInstant(failingSince)}${because ? ` (${because})` : ''}`
    return now - failingSince > 10 * minute
      ? fault('other systems', words)
      : warning('other systems', words)
  })
  const others = `${String(counterparts.length)} were called, and responded`
  return failing.length > 0 ? failing : [ok('other systems', others)]
}

function checkCodes({ now, codesCopiedAt: at }: ServiceFacts): Finding {
  if (at === undefined) return fault('code service', 'was never copied')
  const words = `was last copied ${formatInstant(at)}`
  return now - at > 2 * day ? fault('code service', words) : ok('code service', words)
}

const seconds = (milliseconds: number): string => `${(milliseconds / second).toFixed(1)} s`
const minutes = (milliseconds: number): string => `${String(Math.round(milliseconds / minute))} min`
