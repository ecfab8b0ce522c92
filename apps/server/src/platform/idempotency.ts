import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { canonicalJson } from '@sotevarmenne/kernel/canonical-json'
import { day, plus, second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import type { Clock } from './clock.ts'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { completingWrite, timestamp, type Db, type Tx } from './db.ts'
import type { Refusal } from './endpoint.ts'
import { leaseEnd, leaseMilliseconds, whileLeased } from './lease.ts'
import type { Module } from './module.ts'
import type { Actor } from './permit.ts'
import type { Sealing } from './sealing.ts'

/** Why a repetition gets no response: the key was sent with another request, or the first is still under way. */
export type IdempotencyRefusal =
  { readonly kind: 'idempotency-key-reused' } | { readonly kind: 'request-under-way' }

/** A request that creates something, as it was sent. */
export type KeyedRequest = {
  readonly key: string
  /** A key belongs to one person or program; one without sign-in, to anyone who knows it. */
  readonly actor: Actor
  readonly contract: Pick<EndpointContract, 'method' | 'path' | 'response'>
  readonly input: object
}

/**
 * Runs an operation that creates something, once for each key. The first response is stored in the transaction
 * of the operation, so a crash leaves both or neither. A repetition gets it and does nothing; one that comes
 * meanwhile waits. A refused or failed operation has created nothing, and its key may be used again.
 */
export type RunOnce = (
  request: KeyedRequest,
  action: () => Promise<Result<unknown, Refusal>>,
) => Promise<Result<unknown, Refusal | IdempotencyRefusal>>

export type IdempotencyDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly sealing: Sealing
  /** How long a repetition waits for the first, in milliseconds. */
  readonly patience?: number
  /** Of the database's clock: within it a crashed request blocks its own repetitions. */
  readonly leaseMilliseconds?: number
}

export type Idempotency = { readonly runOnce: RunOnce } & Pick<Module, 'schedules'>

export function createIdempotency(deps: IdempotencyDeps): Idempotency {
  const { sealing, patience = 10 * second } = deps

  return {
    runOnce: async ({ key, actor, contract, input }, action) => {
      const id = sealing.fingerprint(`key ${nameOf(actor)} ${key}`)
      const request = sealing.fingerprint(
        `request ${contract.method} ${contract.path} ${canonicalJson(input)}`,
      )
      const own: Claim = { id, lease: randomUUID() }
      let takenAt = performance.now()
      const claim = await claimWithin(patience, () => {
        takenAt = performance.now()
        return claimKey(deps, own, request)
      }).catch(async (fault: unknown) => {
        await release(deps, own)
        throw fault
      })
      if (!claim.ok) return claim
      if (claim.value.kind === 'answered') return ok(openResponse(sealing, claim.value.sealed, id))

      const done: { body?: string; hasSteps?: true } = {}
      const store = async (tx: Tx, value: unknown): Promise<void> => {
        // A write without a value, such as the record of a register query, is no response.
        if (value === undefined) {
          done.hasSteps = true
          return
        }
        const body = JSON.stringify(contract.response.parse(value))
        await storeResponse(tx, own, sealing.seal(Buffer.from(body), contextOf(id)))
        done.body = body
      }
      try {
        const { leaseMilliseconds: milliseconds = defaultLease } = deps
        const result = await whileLeased(
          { takenAt, milliseconds, renew: () => renew(deps, own) },
          () => completingWrite(store, action),
        )
        if (!result.ok) {
          await release(deps, own)
          return result
        }
        const body = JSON.stringify(contract.response.parse(result.value))
        if (done.body === undefined && done.hasSteps === true)
          throw new Error(`${contract.path}: no write returned the response`)
        else if (done.body === undefined)
          await deps.db.write(async (tx) => {
            await store(tx, result.value)
            return ok(undefined)
          }, readCommitted)
        else if (done.body !== body)
          throw new Error(`${contract.path}: the response is not what the last write returned`)
        return result
      } catch (fault) {
        await release(deps, own)
        throw fault
      }
    },
    schedules: [{ name: 'erase expired idempotency keys', run: () => eraseExpired(deps) }],
  }
}

const retention = day
const defaultLease = leaseMilliseconds

type Claim = { readonly id: Uint8Array; readonly lease: string }

type Claimed = { readonly kind: 'own' } | { readonly kind: 'answered'; readonly sealed: Uint8Array }

/** Tries again while the first request is under way. */
async function claimWithin(
  patience: number,
  claim: () => Promise<Result<Claimed, IdempotencyRefusal>>,
): Promise<Result<Claimed, IdempotencyRefusal>> {
  const until = performance.now() + patience
  for (;;) {
    const claimed = await claim()
    if (claimed.ok || claimed.refusal.kind !== 'request-under-way') return claimed
    if (performance.now() >= until) return claimed
    await sleep(pollMilliseconds)
  }
}

const pollMilliseconds = 40

/** Takes the key, unless another request has it: a crashed one has lost it when its lease is over. */
const claimKey = (
  { db, clock, leaseMilliseconds = defaultLease }: IdempotencyDeps,
  { id, lease }: Claim,
  request: Uint8Array,
): Promise<Result<Claimed, IdempotencyRefusal>> =>
  db.write(async (tx): Promise<Result<Claimed, IdempotencyRefusal>> => {
    const now = timestamp(clock.now())
    const { rows: taken } = await sql`
      insert into platform.idempotency_key as known
        (id, request, lease, leased_until, expires_at)
      values (${id}, ${request}, ${lease},
        ${leaseEnd(leaseMilliseconds)},
        ${timestamp(plus(clock.now(), retention))})
      on conflict (id) do update set
        request = excluded.request, lease = excluded.lease, response = null,
        leased_until = excluded.leased_until, expires_at = excluded.expires_at
      where known.expires_at <= ${now}
        or (known.response is null and known.leased_until < clock_timestamp()
          and known.request = excluded.request)
      returning id`.execute(tx)
    if (taken.length > 0) return ok({ kind: 'own' })

    const { rows } = await sql<{ request: Uint8Array; response: Uint8Array | null }>`
      select request, response from platform.idempotency_key where id = ${id}`.execute(tx)
    const [known] = rows
    // Released since.
    if (!known) return refuse({ kind: 'request-under-way' })
    if (!Buffer.from(known.request).equals(request))
      return refuse({ kind: 'idempotency-key-reused' })
    return known.response === null
      ? refuse({ kind: 'request-under-way' })
      : ok({ kind: 'answered', sealed: known.response })
  }, readCommitted)

/**
 * Throws, and so rolls the operation back, when the lease was lost to a repetition, or when the operation writes
 * after the write that completed it: mark the writes before the last one as steps.
 */
async function storeResponse(tx: Tx, { id, lease }: Claim, sealed: Uint8Array): Promise<void> {
  const { numAffectedRows } = await sql`
    update platform.idempotency_key set response = ${sealed}
    where id = ${id} and lease = ${lease} and response is null`.execute(tx)
  if (numAffectedRows !== 1n)
    throw new Error(
      'the lease of an idempotency key is lost, or its operation was complete already',
    )
}

/** Whether it is still this request's: a response that is stored ends it. */
const renew = async (
  { db, leaseMilliseconds = defaultLease }: IdempotencyDeps,
  { id, lease }: Claim,
): Promise<boolean> => {
  const renewed = await db.write(async (tx) => {
    const { numAffectedRows } = await sql`
      update platform.idempotency_key
      set leased_until = ${leaseEnd(leaseMilliseconds)}
      where id = ${id} and lease = ${lease}`.execute(tx)
    return ok(numAffectedRows === 1n)
  }, readCommitted)
  return renewed.ok && renewed.value
}

/**
 * Nothing was created; if something was, the response is stored and stays. While the database is unavailable it is
 * tried again, as long as the lease would block a repetition.
 */
async function release(deps: IdempotencyDeps, claim: Claim): Promise<void> {
  try {
    await releaseNow(deps, claim)
  } catch (fault) {
    if (!(fault instanceof DatabaseUnavailable)) throw fault
    void releaseLater(deps, claim)
  }
}

async function releaseLater(deps: IdempotencyDeps, claim: Claim): Promise<void> {
  const until = performance.now() + (deps.leaseMilliseconds ?? defaultLease)
  while (performance.now() < until) {
    await sleep(releaseMilliseconds, undefined, { ref: false })
    const isOver = await releaseNow(deps, claim).then(
      () => true,
      (fault: unknown) => !(fault instanceof DatabaseUnavailable),
    )
    if (isOver) return
  }
}

const releaseMilliseconds = 500

async function releaseNow(
  { db }: Pick<IdempotencyDeps, 'db'>,
  { id, lease }: Claim,
): Promise<void> {
  await db.write(async (tx) => {
    await sql`
      delete from platform.idempotency_key
      where id = ${id} and lease = ${lease} and response is null`.execute(tx)
    return ok(undefined)
  }, readCommitted)
}

async function eraseExpired({ db, clock }: IdempotencyDeps): Promise<void> {
  await db.write(async (tx) => {
    await sql`
      delete from platform.idempotency_key where expires_at <= ${timestamp(clock.now())}`.execute(
      tx,
    )
    return ok(undefined)
  }, readCommitted)
}

const readCommitted = { isolation: 'read committed' } as const

const openResponse = (sealing: Sealing, sealed: Uint8Array, id: Uint8Array): unknown =>
  JSON.parse(Buffer.from(sealing.open(sealed, contextOf(id))).toString('utf8'))

const contextOf = (id: Uint8Array): string => Buffer.from(id).toString('hex')

function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return `person ${actor.personId}`
    case 'client':
      return `client ${actor.clientId}`
    case 'apiKey':
      return `key ${actor.clientId}`
    case 'process':
      return 'anonymous'
  }
}
