import { randomUUID } from 'node:crypto'
import { minute, second, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql, type Generated as Defaulted } from 'kysely'
import type { Clock } from './clock.ts'
import { leaseEnd, whileLeased } from './lease.ts'
import { beginSpan, traced, traceparent } from './tracing.ts'
import { afterCommit, json, timestamp, type Db, type Tx } from './db.ts'

/**
 * Work for an external system, or a consequence for another module, planned in the transaction of its cause.
 */
export type Job = {
  /** `<module>.<verb>`: finds the handler. */
  readonly kind: string
  /** One job per kind and key: planning it again does nothing, until it was done and its retention is over. */
  readonly key: string
  readonly payload: { readonly [name: string]: unknown }
  /** Not before this instant of the service's clock; at once when absent. */
  readonly dueAt?: Instant
}

export type PlanJob = (tx: Tx, job: Job) => Promise<void>

/**
 * Does the work of one kind. It runs outside any transaction and may run twice: it must be idempotent by
 * `key`.
 */
export type JobHandler = {
  readonly kind: string
  readonly handle: (job: Job, plannedAt?: Instant) => Promise<void>
  /** While it is not, jobs of the kind stay where they are: no attempt begins. */
  readonly isReady?: () => Promise<boolean>
}

/** The argument of a listener: the event as it was recorded. */
export type RecordedEvent = { readonly type: string; readonly [name: string]: unknown }

/**
 * A module's subscription: called (through the outbox, at least once, in any order) for each event of the
 * type.
 */
export type Subscription = {
  readonly event: string
  /** `<module>.<verb>`; one listener may have several subscriptions, one per event. */
  readonly listener: string
  /**
   * Filters the events; default: all. Called when the event happens: an event that it rejects costs nothing.
   */
  readonly concerns?: (event: RecordedEvent) => boolean
  /** `happenedAt`: when it was recorded, however late the listener is called. */
  readonly handle: (event: RecordedEvent, eventId: string, happenedAt?: Instant) => Promise<void>
}

export type Work = {
  readonly handlers: readonly JobHandler[]
  readonly subscriptions: readonly Subscription[]
}

/** A job that was abandoned after its last attempt. It stays until somebody revives it. */
export type DeadLetter = {
  readonly kind: string
  readonly key: string
  readonly attempts: number
  readonly failedAt: Instant
  readonly lastFault: string
}

export type OutboxFigures = {
  /** Due and not done. */
  readonly due: number
  /** Planned for later. */
  readonly planned: number
  readonly dead: number
  /** How long the oldest due job has waited, in milliseconds. */
  readonly oldestMilliseconds: number
}

export type Outbox = {
  readonly planJob: PlanJob
  /** Plans one job for each listener of the event, in the transaction of the event. */
  readonly planSubscribers: (tx: Tx, event: RecordedEvent, eventId: string) => Promise<void>
  /**
   * Sets the handlers and subscriptions. Every process that records events must call it, or consequences
   * would be lost.
   */
  readonly use: (work: Work) => void
  /** Works until stopped; stopping waits for the running jobs. */
  readonly run: () => { readonly stop: () => Promise<void> }
  /**
   * Runs everything that is due, consequences of consequences too. Rejects with the faults when jobs failed.
   */
  readonly drain: () => Promise<void>
  readonly deadLetters: (tx: Tx) => Promise<readonly DeadLetter[]>
  /** Retries a dead letter, with all its attempts again. */
  readonly revive: (tx: Tx, job: { readonly kind: string; readonly key: string }) => Promise<void>
  readonly figures: (tx: Tx) => Promise<OutboxFigures>
  /** Deletes jobs that were done before the instant, a piece in each transaction (R620). */
  readonly deleteDone: (before: Instant) => Promise<void>
  /** How many due jobs have waited for at least each of these times and less than the next. */
  readonly ages: (tx: Tx) => Promise<readonly JobsOfAge[]>
}

export type JobsOfAge = { readonly fromSeconds: (typeof ages)[number]; readonly count: number }

export type OutboxDeps = {
  readonly db: Db
  readonly clock: Clock
  /** Called for each failed attempt, for the log. */
  readonly onFault?: (fault: JobFault) => void
  /** How many jobs one process runs at a time. */
  readonly concurrency?: number
}

export type JobFault = {
  readonly kind: string
  readonly key: string
  readonly attempt: number
  readonly isLast: boolean
  readonly fault: unknown
}

/** A fault that no retry can fix: the job becomes a dead letter at once, and a person must look at it. */
export const hopeless = (message: string, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { name: hopelessName })

const hopelessName = 'Hopeless'
const isHopeless = (fault: unknown): boolean =>
  fault instanceof Error && fault.name === hopelessName

/**
 * Jobs in our own table, since they must follow the service's clock, which people can move in the demo
 * environment (docs/adr/2026-11-24-transactional-outbox.md). Leases follow the database's clock: moving ours
 * must not end them.
 */
export function createOutbox({ db, clock, onFault, concurrency = 4 }: OutboxDeps): Outbox {
  let work: { readonly handlers: ReadonlyMap<string, JobHandler>; readonly of: Work } | undefined
  const sleepers = new Set<() => void>()
  const wake = (): void => {
    for (const rise of sleepers) rise()
  }

  const planJob: PlanJob = async (tx, job) => {
    const now = clock.now()
    const dueAt = job.dueAt ?? now
    await tx
      .$extendTables<OutboxTables>()
      .insertInto('platform.outbox')
      .values({
        kind: job.kind,
        key: job.key,
        payload: json(withTraceparent(job.payload)),
        planned_at: timestamp(now),
        due_at: timestamp(dueAt),
      })
      .onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing())
      .execute()
    if (dueAt <= now) afterCommit(wake)
  }

  const known = () => {
    if (work === undefined)
      throw new Error('the outbox has no handlers and subscriptions: call use')
    return work
  }

  const claimSome = async (limit: number): Promise<readonly Held[]> => {
    const handlers = [...known().handlers.values()]
    const areReady = await Promise.all(
      handlers.map(async ({ isReady }) => (await isReady?.()) ?? true),
    )
    const kinds = handlers.filter((_, nr) => areReady[nr]).map(({ kind }) => kind)
    const takenAt = performance.now()
    const claimed = await claimDue(db, clock.now(), kinds, limit)
    return claimed.map((claim) => ({ ...claim, takenAt }))
  }

  const doOne = async (claim: Held): Promise<Done> => {
    try {
      // Without its lease another worker takes over the job, which is idempotent.
      await whileLeased(
        { takenAt: claim.takenAt, renew: () => renewLease(db, claim) },
        async () => {
          await traced(spanOf(claim), async () => {
            await known().handlers.get(claim.kind)?.handle(jobOf(claim), claim.planned_at)
          })
        },
      )
      await markDone(db, claim, clock.now())
      return { fault: undefined }
    } catch (fault) {
      const isLast = claim.attempts >= patience || isHopeless(fault)
      await markFailed(db, claim, { fault, isLast, now: clock.now() })
      onFault?.({ kind: claim.kind, key: claim.key, attempt: claim.attempts, isLast, fault })
      return { fault }
    }
  }

  return {
    planJob,

    planSubscribers: async (tx, event, eventId) => {
      for (const { listener, event: type, concerns } of known().of.subscriptions) {
        if (type !== event.type || concerns?.(event) === false) continue
        await planJob(tx, { kind: listenerKind(listener, type), key: eventId, payload: { event } })
      }
    },

    use: (of) => {
      const handlers = [...of.handlers, ...of.subscriptions.map(subscriptionHandler)]
      const byKind = new Map(handlers.map((handler) => [handler.kind, handler]))
      if (byKind.size < handlers.length) throw new Error('two handlers for one kind of job')
      work = { handlers: byKind, of }
    },

    run: () => {
      known()
      let isStopped = false
      const goesOn = () => !isStopped
      const wakeOne = (): void => {
        const [rise] = sleepers
        rise?.()
      }
      const rounds = Array.from({ length: concurrency }, async () => {
        while (goesOn()) {
          const sleep = sleepUntilWoken(sleepers)
          // An unreachable database stops nothing, here and below: the next turn tries again.
          const [claim] = await claimSome(1).catch(() => [])
          if (claim !== undefined) {
            sleep.cancel()
            // Where one was due there may be more, and this worker is now busy.
            wakeOne()
            await doOne(claim).catch(() => undefined)
          } else if (goesOn()) await sleep.over
        }
      })
      // One idle worker at a time: four that poll in vain cost four times as much.
      const poll = setInterval(wakeOne, pollMilliseconds)
      return {
        stop: async () => {
          isStopped = true
          clearInterval(poll)
          wake()
          await Promise.all(rounds)
        },
      }
    },

    drain: async () => {
      const faults: unknown[] = []
      for (;;) {
        const claimed = await claimSome(100)
        if (claimed.length === 0) break
        for (const { fault } of await Promise.all(claimed.map(doOne)))
          if (fault !== undefined) faults.push(fault)
      }
      if (faults.length > 0) throw new AggregateError(faults, 'jobs failed')
    },

    deadLetters: async (tx) => {
      const rows = await tx
        .$extendTables<OutboxTables>()
        .selectFrom('platform.outbox')
        .select(['kind', 'key', 'attempts', 'failed_at', 'last_fault'])
        .where('failed_at', 'is not', null)
        .orderBy('failed_at')
        .execute()
      return rows.flatMap(({ kind, key, attempts, failed_at, last_fault }) =>
        failed_at === null
          ? []
          : [{ kind, key, attempts, failedAt: failed_at, lastFault: last_fault ?? '' }],
      )
    },

    revive: async (tx, { kind, key }) => {
      await tx
        .$extendTables<OutboxTables>()
        .updateTable('platform.outbox')
        .set({ failed_at: null, attempts: 0, due_at: timestamp(clock.now()) })
        .where('kind', '=', kind)
        .where('key', '=', key)
        .where('failed_at', 'is not', null)
        .execute()
      afterCommit(wake)
    },

    figures: async (tx) => {
      const now = clock.now()
      const { rows } = await sql<{ due: number; planned: number; dead: number; oldest: Instant }>`
        select
          count(*) filter (where failed_at is null and due_at <= ${timestamp(now)}) as due,
          count(*) filter (where failed_at is null and due_at > ${timestamp(now)}) as planned,
          count(*) filter (where failed_at is not null) as dead,
          coalesce(min(due_at) filter (where failed_at is null), ${timestamp(now)}) as oldest
        from platform.outbox where done_at is null`.execute(tx)
      const [row] = rows
      if (row === undefined) throw new Error('no metrics')
      const { due, planned, dead, oldest } = row
      return { due, planned, dead, oldestMilliseconds: Math.max(0, now - oldest) }
    },

    deleteDone: async (before) => {
      for (let piece = 0; piece < maxPieces; piece += 1)
        if ((await deleteSomeDone(db, before)) < pieceSize) return
    },

    ages: async (tx) => {
      const now = clock.now()
      const { rows } = await sql<{ age: number; count: number }>`
        select width_bucket(extract(epoch from ${timestamp(now)} - due_at)::double precision,
          ${ages.slice(1)}::double precision[]) as age, count(*) as count
        from platform.outbox
        where done_at is null and failed_at is null and due_at <= ${timestamp(now)}
        group by age`.execute(tx)
      const counts = new Map(rows.map(({ age, count }) => [age, count]))
      return ages.map((fromSeconds, age) => ({ fromSeconds, count: counts.get(age) ?? 0 }))
    },
  }
}

/** A job younger than the second is in progress; one older than the last was neglected. */
const ages = [0, 60, 600, 3600, 86_400] as const

type OutboxTables = {
  'platform.outbox': {
    kind: string
    key: string
    payload: Job['payload']
    planned_at: Instant
    due_at: Instant
    attempts: Defaulted<number>
    lease: Defaulted<string | null>
    leased_until: Defaulted<Instant | null>
    done_at: Defaulted<Instant | null>
    failed_at: Defaulted<Instant | null>
    last_fault: Defaulted<string | null>
  }
}

type Claim = {
  readonly kind: string
  readonly key: string
  readonly payload: Job['payload']
  readonly planned_at: Instant
  readonly due_at: Instant
  readonly attempts: number
  readonly lease: string
}

/** With the moment before it was claimed. */
type Held = Claim & { readonly takenAt: number }

type Done = { readonly fault: unknown }

/**
 * Maximum attempts of a job. With the delays between (1 s, doubled up to an hour) that is more than half a
 * day.
 */
const patience = 24

const backOffMilliseconds = (attempts: number): number =>
  Math.min(60 * minute, second * 2 ** (attempts - 1))

/** How often an idle worker polls: for other processes' jobs, and for a clock that was moved. */
const pollMilliseconds = second / 2

const listenerKind = (listener: string, event: string): string => `${listener}:${event}`

const subscriptionHandler = ({ listener, event, handle }: Subscription): JobHandler => ({
  kind: listenerKind(listener, event),
  handle: (job, plannedAt) => handle(job.payload['event'] as RecordedEvent, job.key, plannedAt),
})

/** The trace in which the job was planned goes with it, beside what the job is about. */
function withTraceparent(payload: Job['payload']): Job['payload'] {
  const planned = traceparent()
  return planned === undefined ? payload : { ...payload, [traceMember]: planned }
}

const traceMember = '$traceparent'

const spanOf = ({ kind, payload, attempts }: Claim) => {
  const parent = payload[traceMember]
  return beginSpan(kind, 'consumer', {
    ...(typeof parent === 'string' && { parent }),
    attributes: { 'sotevarmenne.job.attempt': attempts },
  })
}

const jobOf = ({ kind, key, payload: { [traceMember]: _, ...payload }, due_at }: Claim): Job => ({
  kind,
  key,
  payload,
  dueAt: due_at,
})

async function claimDue(
  db: Db,
  now: Instant,
  kinds: readonly string[],
  limit: number,
): Promise<readonly Claim[]> {
  const lease = randomUUID()
  const claimed = await db.write(
    async (tx) => {
      const { rows } = await sql<Claim>`
        update platform.outbox set
          attempts = attempts + 1,
          lease = ${lease},
          leased_until = ${leaseEnd()}
        where (kind, key) in (
          select kind, key from platform.outbox
          where done_at is null and failed_at is null and due_at <= ${timestamp(now)}
            and (leased_until is null or leased_until < clock_timestamp())
            and kind = any(${kinds})
          order by due_at
          limit ${limit}
          for update skip locked
        )
        returning kind, key, payload, planned_at, due_at, attempts, lease`.execute(tx)
      return ok(rows)
    },
    { isolation: 'read committed' },
  )
  return claimed.ok ? claimed.value : []
}

const renewLease = (db: Db, claim: Claim): Promise<boolean> =>
  settle(db, claim, sql`leased_until = ${leaseEnd()}`)

/** What it was about is needed no more (R620). */
const markDone = (db: Db, claim: Claim, now: Instant): Promise<unknown> =>
  settle(
    db,
    claim,
    sql`done_at = ${timestamp(now)}, leased_until = null, last_fault = null, payload = '{}'`,
  )

/** Of done jobs in one transaction, and in one run of the schedule. */
const pieceSize = 1000
const maxPieces = 100

/** Returns how many. Rows that another process deletes are skipped. */
async function deleteSomeDone(db: Db, before: Instant): Promise<number> {
  const deleted = await db.write(
    async (tx) => {
      const { numAffectedRows } = await sql`
        delete from platform.outbox where (kind, key) in (
          select kind, key from platform.outbox
          where done_at < ${timestamp(before)}
          order by done_at
          limit ${pieceSize}
          for update skip locked
        )`.execute(tx)
      return ok(Number(numAffectedRows ?? 0))
    },
    { isolation: 'read committed' },
  )
  return deleted.ok ? deleted.value : 0
}

const markFailed = (
  db: Db,
  claim: Claim,
  {
    fault,
    isLast,
    now,
  }: { readonly fault: unknown; readonly isLast: boolean; readonly now: Instant },
): Promise<unknown> => {
  const words = fault instanceof Error ? `${fault.name}: ${fault.message}` : 'not an error'
  return settle(
    db,
    claim,
    sql`
      leased_until = null,
      last_fault = ${words.slice(0, 500)},
      due_at = ${timestamp(plus(now, backOffMilliseconds(claim.attempts)))},
      failed_at = ${isLast ? timestamp(now) : null}`,
  )
}

/** Changes the job only while this worker has the lease: after a lost lease its new worker decides. */
const settle = (
  db: Db,
  { kind, key, lease }: Claim,
  set: ReturnType<typeof sql>,
): Promise<boolean> =>
  db
    .write(
      async (tx) => {
        const { numAffectedRows } = await sql`
          update platform.outbox set ${set}
          where kind = ${kind} and key = ${key} and lease = ${lease}`.execute(tx)
        return ok(numAffectedRows === 1n)
      },
      { isolation: 'read committed' },
    )
    .then((settled) => settled.ok && settled.value)

/** Listens at once, so that a job planned during a poll is not missed. */
function sleepUntilWoken(sleepers: Set<() => void>): {
  readonly over: Promise<void>
  readonly cancel: () => void
} {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const rise = (): void => {
    sleepers.delete(rise)
    resolve(undefined)
  }
  sleepers.add(rise)
  return { over: promise, cancel: rise }
}
