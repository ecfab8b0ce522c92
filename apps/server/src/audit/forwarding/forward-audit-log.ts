import { appendFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { AuditLogForwarded } from '../contract.ts'
import { latestCheckpoint } from '../stores/checkpoints.ts'
import { forwardedTo, saveDestinations, saveForwarded } from '../stores/forwarding.ts'
import { leavesFrom } from '../stores/tree.ts'
import { ocsfEvent, type OcsfEvent } from './ocsf-event.ts'
import { sendOverTls, type SyslogServer } from './send-over-tls.ts'
import { syslogFrame } from './syslog-message.ts'

/** Where the SIEM of the operator gets the audit log: a syslog server, a folder, or both. */
export type Siem = {
  readonly syslog?: SyslogServer | undefined
  /** Of files with lines of JSON, one for each day. */
  readonly folder?: string | undefined
  /** Of this service, in syslog messages. */
  readonly hostName: string
}

export type ForwardDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly siem?: Siem & { readonly permit: () => Permit<'audit.forwardAuditLog'> }
}

/** Takes entries; when it returns, they are safe there. */
type Destination = {
  readonly name: 'syslog' | 'folder'
  readonly send: (events: readonly OcsfEvent[], now: Instant) => Promise<void>
}

/**
 * Forwards the signed entries to the SIEM, each at least once, in the order of the log (R415): every minute, to each
 * destination from where it stopped. The position is stored once the destination has the entries, so that a crash or
 * a lost connection sends the last group again; the identifier of the entry tells that it is the same. A destination
 * that fails does not delay the other.
 */
export const forwardAuditLog =
  ({ siem, ...deps }: ForwardDeps) =>
  async (): Promise<void> => {
    const destinations = siem === undefined ? [] : destinationsOf(siem)
    await saveUsed(deps.db, destinations)
    if (siem === undefined) return
    const forwarding = { ...deps, permit: siem.permit }
    const failed: unknown[] = []
    for (const destination of destinations)
      try {
        for (let sent = 0; sent < groupsAtOnce; sent += 1)
          if ((await forwardGroup(forwarding, destination)) === 'done') break
      } catch (fault) {
        failed.push(fault)
      }
    if (failed.length > 0) throw new AggregateError(failed, 'audit entries were not forwarded')
  }

async function saveUsed(db: Db, destinations: readonly Destination[]): Promise<void> {
  const saved = await db.write(async (tx) => {
    await saveDestinations(
      tx,
      destinations.map(({ name }) => name),
    )
    return ok(undefined)
  })
  if (!saved.ok) throw new Error('unreachable: destinations are never refused')
}

type Forwarding = Omit<ForwardDeps, 'siem'> & Pick<NonNullable<ForwardDeps['siem']>, 'permit'>

/** Sent over one connection, and again after a failure. */
const group = 500

/** A log that was never forwarded does not hold up the end of the process: the next minute goes on. */
const groupsAtOnce = 100

async function forwardGroup(
  { db, clock, record, permit }: Forwarding,
  destination: Destination,
): Promise<'more' | 'done'> {
  const { from, size, leaves } = await db.read(async (tx) => {
    const head = (await latestCheckpoint(tx))?.size ?? 0
    const { position = 0 } = (await forwardedTo(tx, destination.name)) ?? {}
    const count = Math.min(group, head - position)
    const found = count > 0 ? await leavesFrom(tx, position, count) : []
    return { from: position, size: head, leaves: found }
  })
  const next = (leaves.at(-1)?.position ?? from - 1) + 1
  if (next === from) return 'done'

  // Of what was erased at the end of its retention only the digest is left.
  const events = leaves.flatMap(({ position, stored }) =>
    stored ? [ocsfEvent(stored.entry, position)] : [],
  )
  // The entry about the forwarding itself goes with what follows it: it would be followed by another.
  const isOnlyOwn = events.every(({ metadata }) => metadata.event_code === ownType)
  if (events.length > 0 && isOnlyOwn && next === size) return 'done'
  if (events.length > 0) await destination.send(events, clock.now())

  const saved = await db.write(async (tx) => {
    await recordOnceADay({ record, permit }, tx, { destination, from, now: clock.now() })
    await saveForwarded(tx, { destination: destination.name, position: next, at: clock.now() })
    return ok(undefined)
  })
  if (!saved.ok) throw new Error('unreachable: a position is never refused')
  return next < size ? 'more' : 'done'
}

/** What does not start a forwarding by itself. */
export const ownType: AuditLogForwarded['type'] = 'AuditLogForwarded'

async function recordOnceADay(
  { record, permit }: Pick<Forwarding, 'record' | 'permit'>,
  tx: Tx,
  {
    destination,
    from,
    now,
  }: { readonly destination: Destination; readonly from: number; readonly now: Instant },
): Promise<void> {
  const before = await forwardedTo(tx, destination.name)
  if (before && dateInHelsinki(before.at) === dateInHelsinki(now)) return
  const forwarded: AuditLogForwarded = {
    type: ownType,
    to: destination.name,
    after: from,
  }
  await record(tx, forwarded, permit())
}

const destinationsOf = ({ syslog, folder, hostName }: Siem): readonly Destination[] => [
  ...(syslog === undefined
    ? []
    : [
        {
          name: 'syslog',
          send: (events) =>
            sendOverTls(syslog, events.map((event) => syslogFrame(event, { hostName })).join('')),
        } satisfies Destination,
      ]),
  ...(folder === undefined ? [] : [toFolder(folder)]),
]

/** Appended and flushed, so that a crash after it loses nothing. */
const toFolder = (folder: string): Destination => ({
  name: 'folder',
  send: async (events, now) => {
    await mkdir(folder, { recursive: true })
    await appendFile(
      join(folder, `audit-log-${formatInstant(now).slice(0, 10)}.jsonl`),
      events.map((event) => `${JSON.stringify(event)}\n`).join(''),
      { flush: true, mode: 0o640 },
    )
  },
})
