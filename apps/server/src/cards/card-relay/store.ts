import { createHash } from 'node:crypto'
import { deserialize, serialize } from 'node:v8'
import { second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { timestamp, type Db, type Tx } from '#platform/db.ts'
import { leaseEnd } from '#platform/lease.ts'
import type { Sealing } from '#platform/sealing.ts'

/** A relay's lease is longer than the longest pause between two renewals, and ends soon after its process. */
export const leaseMilliseconds = 6 * second

export type StoredExchange = {
  readonly turn: number
  readonly commands: readonly string[]
  readonly responses?: readonly string[]
}

/** What another process reads of a relay that is not its own. */
export type FoundRelay = {
  readonly isAlive: boolean
  readonly canGoOn: boolean
  readonly lastTurn: unknown
  readonly reply: unknown
}

/** Another process has taken the relay over. */
export class RelayLost extends Error {
  override readonly name = 'RelayLost'
}

/** Tickets and relays are found by the hash of their secret, and their content is sealed. */
export function createRelayStore({
  db,
  sealing,
  owner,
}: {
  readonly db: Pick<Db, 'write' | 'read'>
  readonly sealing: Sealing
  /** This process. */
  readonly owner: string
}) {
  const inOne = async (statements: (tx: Tx) => Promise<void>): Promise<void> => {
    await db.write(async (tx) => {
      await statements(tx)
      return ok(undefined)
    }, readCommitted)
  }
  const seal = (value: unknown, context: string): Uint8Array =>
    sealing.seal(serialize(value), context)
  const open = (sealed: Uint8Array, context: string): unknown =>
    deserialize(sealing.open(sealed, context))

  return {
    /** The session has one ticket; an earlier one becomes invalid. */
    saveTicket: (
      tx: Tx,
      {
        ticket,
        sessionToken,
        purpose,
        content,
        expiresAt,
      }: {
        readonly ticket: string
        readonly sessionToken: string
        readonly purpose: string
        readonly content: unknown
        readonly expiresAt: Instant
      },
    ) =>
      sql`
      insert into card_relay.ticket (ticket_hash, session, purpose, content, expires_at)
      values (${hashOf(ticket)}, ${sealing.fingerprint(sessionToken)}, ${purpose},
        ${seal(content, contextOf('ticket', ticket))}, ${timestamp(expiresAt)})
      on conflict (session) do update set
        ticket_hash = excluded.ticket_hash, purpose = excluded.purpose,
        content = excluded.content, expires_at = excluded.expires_at`.execute(tx),

    /** Once: the ticket is gone whatever follows. */
    takeTicket: async (ticket: string, now: Instant) => {
      const taken = await db.write(async (tx) => {
        const { rows } = await sql<{ purpose: string; content: Uint8Array; expires_at: Instant }>`
          delete from card_relay.ticket where ticket_hash = ${hashOf(ticket)}
          returning purpose, content, expires_at`.execute(tx)
        return ok(rows[0])
      }, readCommitted)
      const row = taken.ok ? taken.value : undefined
      return row !== undefined && row.expires_at > now
        ? { purpose: row.purpose, content: open(row.content, contextOf('ticket', ticket)) }
        : undefined
    },

    /** `content` is what another process needs to go on with the relay; without it none can. */
    begin: (relayId: string, content: unknown) =>
      inOne(async (tx) => {
        const sealed = content === undefined ? null : seal(content, contextOf('relay', relayId))
        await sql`
          insert into card_relay.relay (relay_hash, owner, leased_until, content)
          values (${hashOf(relayId)}, ${owner}, ${leaseEnd(leaseMilliseconds)}, ${sealed})`.execute(
          tx,
        )
      }),

    /** The commands that are sent now, with the responses to those before. */
    saveTurn: (relayId: string, { turn, commands, responses }: StoredExchange) =>
      inOne(async (tx) => {
        const id = hashOf(relayId)
        await lockOwn(tx, { id, owner })
        await sql`delete from card_relay.forwarded_turn
          where relay_hash = ${id} and turn < ${turn - 1}`.execute(tx)
        if (responses)
          await sql`
            update card_relay.exchange set responses = ${seal(responses, contextOf('responses', relayId, turn - 1))}
            where relay_hash = ${id} and turn = ${turn - 1}`.execute(tx)
        await sql`
          insert into card_relay.exchange (relay_hash, turn, commands)
          values (${id}, ${turn}, ${seal(commands, contextOf('commands', relayId, turn))})`.execute(
          tx,
        )
      }),

    /** In the transaction of the step. Throws where another process has the relay: the step is rolled back. */
    saveStep: async (tx: Tx, relayId: string, step: number, outcome: unknown) => {
      const id = hashOf(relayId)
      await lockOwn(tx, { id, owner })
      await sql`
        insert into card_relay.step (relay_hash, step, outcome)
        values (${id}, ${step}, ${seal(outcome, contextOf('step', relayId, step))})`.execute(tx)
    },

    /** The last turn stays for a while, for a program that did not receive it; all else is deleted. */
    end: (relayId: string, lastTurn: unknown) =>
      inOne(async (tx) => {
        const id = hashOf(relayId)
        const { rows } = await sql`
          update card_relay.relay set
            content = null, last_turn = ${seal(lastTurn, contextOf('last', relayId))}
          where relay_hash = ${id} and owner = ${owner}
          returning relay_hash`.execute(tx)
        if (rows.length === 0) return
        await sql`delete from card_relay.exchange where relay_hash = ${id}`.execute(tx)
        await sql`delete from card_relay.step where relay_hash = ${id}`.execute(tx)
      }),

    remove: (relayId: string) =>
      inOne(async (tx) => {
        await sql`
          delete from card_relay.relay
          where relay_hash = ${hashOf(relayId)} and owner = ${owner}`.execute(tx)
      }),

    /** Hashes, in hexadecimal, of the relays that this process still has. */
    renew: async (): Promise<ReadonlySet<string>> => {
      const renewed = await db.write(async (tx) => {
        const { rows } = await sql<{ id: Uint8Array }>`
          update card_relay.relay set leased_until = ${leaseEnd(leaseMilliseconds)}
          where owner = ${owner} and last_turn is null
          returning relay_hash as id`.execute(tx)
        return ok(rows)
      }, readCommitted)
      return new Set(renewed.ok ? renewed.value.map(({ id }) => hexOf(id)) : [])
    },

    /** Others may take it over at once. */
    release: () =>
      inOne(async (tx) => {
        await sql`
          update card_relay.relay set leased_until = clock_timestamp()
          where owner = ${owner} and last_turn is null`.execute(tx)
      }),

    /** A relay of any process, and its reply to the turn when that has come. */
    find: async (
      relayId: string,
      { turn, digest }: ForwardedKey,
    ): Promise<FoundRelay | undefined> => {
      const id = hashOf(relayId)
      const { rows } = await db.read((tx) =>
        sql<{
          is_alive: boolean
          can_go_on: boolean
          last_turn: Uint8Array | null
          reply: Uint8Array | null
        }>`
          select leased_until > clock_timestamp() as is_alive, content is not null as can_go_on,
            last_turn, reply
          from card_relay.relay left join card_relay.forwarded_turn as forwarded
            on forwarded.relay_hash = relay.relay_hash
              and forwarded.turn = ${turn} and digest = ${digest}
          where relay.relay_hash = ${id}`.execute(tx),
      )
      const [row] = rows
      if (row === undefined) return undefined
      return {
        isAlive: row.is_alive,
        canGoOn: row.can_go_on,
        lastTurn: row.last_turn && open(row.last_turn, contextOf('last', relayId)),
        reply: row.reply && open(row.reply, contextOf('reply', relayId, turn)),
      }
    },

    /** For the process that has the relay. */
    forward: (relayId: string, { turn, digest }: ForwardedKey, request: unknown) =>
      inOne(async (tx) => {
        await sql`
          insert into card_relay.forwarded_turn (relay_hash, turn, digest, request)
          select relay_hash, ${turn}::integer, ${digest}::bytea,
            ${seal(request, contextOf('request', relayId, turn))}::bytea
          from card_relay.relay where relay_hash = ${hashOf(relayId)}
          on conflict do nothing`.execute(tx)
      }),

    /** Turns that came to other processes and wait for a relay of this one. */
    forwardedTurns: async () => {
      const { rows } = await db.read((tx) =>
        sql<{ id: Uint8Array; turn: number; digest: Uint8Array; request: Uint8Array }>`
          select relay_hash as id, turn, digest, request from card_relay.forwarded_turn
          where reply is null and relay_hash in
            (select relay_hash from card_relay.relay where owner = ${owner})`.execute(tx),
      )
      return rows.map(({ id, turn, digest, request }) => ({
        ...{ id: hexOf(id), turn, digest },
        request: (relayId: string) => open(request, contextOf('request', relayId, turn)),
      }))
    },

    reply: (relayId: string, { turn, digest }: ForwardedKey, reply: unknown) =>
      inOne(async (tx) => {
        await sql`
          update card_relay.forwarded_turn set reply = ${seal(reply, contextOf('reply', relayId, turn))}
          where relay_hash = ${hashOf(relayId)} and turn = ${turn} and digest = ${digest}`.execute(
          tx,
        )
      }),

    /** A relay whose process is gone becomes this one's, with all that it has done. */
    takeOver: async (relayId: string) => {
      const id = hashOf(relayId)
      const taken = await db.write(async (tx) => {
        const { rows } = await sql<{ content: Uint8Array }>`
          update card_relay.relay set owner = ${owner}, leased_until = ${leaseEnd(leaseMilliseconds)}
          where relay_hash = ${id} and content is not null and leased_until <= clock_timestamp()
          returning content`.execute(tx)
        return ok(rows[0])
      }, readCommitted)
      const row = taken.ok ? taken.value : undefined
      if (row === undefined) return undefined
      return db.read(async (tx) => {
        const { rows: exchanges } = await sql<{
          turn: number
          commands: Uint8Array
          responses: Uint8Array | null
        }>`
          select turn, commands, responses from card_relay.exchange
          where relay_hash = ${id} order by turn`.execute(tx)
        const { rows: steps } = await sql<{ step: number; outcome: Uint8Array }>`
          select step, outcome from card_relay.step where relay_hash = ${id}`.execute(tx)
        return {
          content: open(row.content, contextOf('relay', relayId)),
          exchanges: exchanges.map(({ turn, commands, responses }): StoredExchange => ({
            turn,
            commands: open(commands, contextOf('commands', relayId, turn)) as string[],
            ...(responses && {
              responses: open(responses, contextOf('responses', relayId, turn)) as string[],
            }),
          })),
          steps: new Map(
            steps.map(({ step, outcome }) => [
              step,
              open(outcome, contextOf('step', relayId, step)),
            ]),
          ),
        }
      })
    },
  }
}

export type ForwardedKey = { readonly turn: number; readonly digest: Uint8Array }

/** Ended relays after a minute, those that nobody took over after ten; old tickets at once. */
export const eraseOld = async (
  { db }: Pick<{ readonly db: Db }, 'db'>,
  now: Instant,
): Promise<void> => {
  await db.write(async (tx) => {
    await sql`delete from card_relay.ticket where expires_at <= ${timestamp(now)}`.execute(tx)
    await sql`
      delete from card_relay.relay where leased_until < clock_timestamp() -
        case when last_turn is null then interval '10 minutes' else interval '1 minute' end`.execute(
      tx,
    )
    return ok(undefined)
  }, readCommitted)
}

/** The owner can't change before the transaction has ended. */
async function lockOwn(
  tx: Tx,
  { id, owner }: { readonly id: Uint8Array; readonly owner: string },
): Promise<void> {
  const { rows } = await sql`
    select 1 from card_relay.relay where relay_hash = ${id} and owner = ${owner} for share`.execute(
    tx,
  )
  if (rows.length === 0) throw new RelayLost('another process has the relay')
}

const readCommitted = { isolation: 'read committed' } as const

export const hashOf = (secret: string): Uint8Array =>
  new Uint8Array(createHash('sha256').update(secret).digest())

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const contextOf = (kind: string, secret: string, number = 0): string =>
  `${kind} ${hexOf(hashOf(secret))} ${String(number)}`
