import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RelayPurpose, RelayTicketView, RelayTurnView } from '@sotevarmenne/api/card-relay'
import { formatInstant, minute, plus, second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CommandRefused } from '@sotevarmenne/smartcard/relay-apdus'
import type { Clock } from '#platform/clock.ts'
import { DatabaseUnavailable } from '#platform/database-unavailable.ts'
import { completingWrite, type Db } from '#platform/db.ts'
import type { ProblemsFor, Refusal } from '#platform/endpoint.ts'
import type { AccessDenied, RequestPermits } from '#platform/request-permits.ts'
import type { Permission, Permit, SessionToken } from '#platform/permit.ts'
import type { DomainEvent, Record } from '#platform/record.ts'
import { withSealing } from '#platform/sealing.ts'
import type { RelayCommandRefused } from './contract.ts'
import {
  startConversation,
  type Conversation,
  type RelayedChannel,
  type SentTurn,
  type TakeTurnRefusal,
} from './conversation.ts'
import {
  createRelayStore,
  eraseOld,
  hashOf,
  hexOf,
  leaseMilliseconds,
  type StoredExchange,
} from './store.ts'
import { relayTexts } from './texts.ts'

export type { RelayedChannel, TakeTurnRefusal } from './conversation.ts'

/** The operation of the service on the card, and the texts of its refusals. */
export type Relayed<Outcome, Refused extends Refusal> = {
  /** The card and its holder, where they are known before. */
  readonly about?: DomainEvent['about']
  /** Removing the card is the channel's fault `cardRemoved`, as with a local reader. */
  readonly run: (channel: RelayedChannel) => Promise<Result<Outcome, Refused>>
  readonly problems: ProblemsFor<Refused>
}

/** An operation that a ticket opens. Every web process registers it, so that any can go on with its relays. */
export type TicketedOperation<Name extends Permission, Outcome, Refused extends Refusal> = {
  readonly purpose: RelayPurpose
  readonly operation: Name
  /** `input` as it was given for the ticket. */
  readonly run: (
    permit: Permit<Name>,
    channel: RelayedChannel,
    input: unknown,
  ) => Promise<Result<Outcome, Refused>>
  readonly problems: ProblemsFor<Refused>
}

/** The operation's permit is requested when the ticket is used, for the session that got it. */
export type TicketRequest = {
  readonly operation: Permission
  readonly input: unknown
  readonly sessionToken: SessionToken
  readonly about?: DomainEvent['about']
}

export type OpenRelayRefusal =
  | { readonly kind: 'too-many-relays' }
  | { readonly kind: 'ticket-not-found' }
  | { readonly kind: 'ticket-for-another-purpose' }
  | AccessDenied

export type CardRelays = {
  /** Registers an operation, when its module is created. */
  readonly serve: <Name extends Permission, Outcome, Refused extends Refusal>(
    served: TicketedOperation<Name, Outcome, Refused>,
  ) => void
  /** Starts to send commands to the card: returns the service's first response. The relay ends with this process. */
  readonly open: <Outcome, Refused extends Refusal>(
    relayed: Relayed<Outcome, Refused> & { readonly atr: Uint8Array; readonly permit: Permit },
  ) => Promise<Result<RelayTurnView, { readonly kind: 'too-many-relays' }>>
  /**
   * A ticket for the page of the session, valid once and for two minutes. An earlier one of the session
   * becomes invalid.
   */
  readonly giveTicket: (requested: TicketRequest) => Promise<Result<RelayTicketView, never>>
  readonly openWithTicket: (requested: {
    readonly ticket: string
    readonly purpose: RelayPurpose
    readonly atr: Uint8Array
  }) => Promise<Result<RelayTurnView, OpenRelayRefusal>>
  /** The card's responses, and the next commands, whichever process has the relay. */
  readonly takeTurn: (
    sent: SentTurn & { readonly relayId: string },
  ) => Promise<Result<RelayTurnView, TakeTurnRefusal>>
  /** Commands that programs beside cards have refused, since the start. */
  readonly commandsRefused: () => number
  /** Old rows. */
  readonly erase: () => Promise<void>
  /** Relays with a ticket go on elsewhere; to all others their card counts as removed. */
  readonly close: () => Promise<void>
}

/**
 * Sends commands to cards in remote readers over HTTP. A relay is led by one web process; its id is a bearer
 * secret: 32 random bytes known only to the client that opened it. A turn that comes to another process reaches it
 * through the database. When its process is gone, the process at which the next turn arrives goes on with it.
 * Without a relay request in time the card counts as removed.
 */
export function createCardRelays({
  db,
  record,
  clock,
  permits,
  secret,
  onFault,
  turnTime = 30 * second,
  maxRelays = 500,
}: {
  readonly db: Db
  readonly record: Record
  readonly clock: Clock
  readonly permits: RequestPermits
  readonly secret: Uint8Array
  /** Receives faults of an operation that has no client any more. */
  readonly onFault: (fault: unknown) => void
  /** The timeout for the next relay request, in milliseconds. */
  readonly turnTime?: number
  readonly maxRelays?: number
}): CardRelays {
  const { sealing } = withSealing({ secret }, 'card-relay')
  const store = createRelayStore({ db, sealing, owner: randomUUID() })
  const relays = new Map<string, Led>()
  const served = new Map<string, Served>()
  let commandsRefused = 0

  const lead = (
    relayId: string,
    {
      permit,
      about,
      problems,
      run,
      atr,
      canGoOn,
      former,
      steps = new Map(),
    }: Relayed<unknown, Refusal> & {
      readonly permit: Permit
      readonly atr: Uint8Array
      readonly canGoOn: boolean
      readonly former?: readonly StoredExchange[]
      readonly steps?: ReadonlyMap<number, unknown>
    },
  ): Conversation => {
    let step = 0
    const once = async <Outcome>(action: () => Promise<Outcome>): Promise<Outcome> => {
      if (!canGoOn) return action()
      step += 1
      const number = step
      if (steps.has(number)) return steps.get(number) as Outcome
      const saved = { inTransaction: false }
      const outcome = await completingWrite(async (tx, value) => {
        await store.saveStep(tx, relayId, number, ok(value))
        saved.inTransaction = true
      }, action)
      if (!saved.inTransaction)
        await db.write(async (tx) => {
          await store.saveStep(tx, relayId, number, outcome)
          return ok(undefined)
        })
      return outcome
    }
    const conversation = startConversation({
      ...{ relayId, atr, turnTime, once, onFault, removedTurn },
      ...(former && { former }),
      run: async (channel) => turnOf(await run(channel), problems),
      saveTurn: (exchange) =>
        canGoOn ? persistently(() => store.saveTurn(relayId, exchange)) : Promise.resolve(),
      onEnd: async (last) => {
        relays.delete(relayId)
        if (last?.replyTo)
          await store.end(relayId, {
            turn: last.turn,
            digest: digestOf(last.replyTo),
          } satisfies LastTurn)
        else await store.remove(relayId)
      },
      onRefused: async (refused) => {
        commandsRefused += 1
        await recordRefused({ db, record }, { refused, permit, about })
      },
    })
    relays.set(relayId, { conversation, canGoOn })
    keeping.start()
    return conversation
  }

  const keeping = keepRelays({ store, relays, onFault })

  const begin = async (
    relayed: Relayed<unknown, Refusal> & { readonly permit: Permit; readonly atr: Uint8Array },
    content?: RelayContent,
  ): Promise<Result<RelayTurnView, { readonly kind: 'too-many-relays' }>> => {
    if (relays.size >= maxRelays) return refuse({ kind: 'too-many-relays' })
    const relayId = randomBytes(32).toString('base64url')
    await store.begin(relayId, content)
    return ok(await lead(relayId, { ...relayed, canGoOn: content !== undefined }).begin())
  }

  /** What a ticket was given for, with a permit of this moment. */
  const granted = async ({ operation, input, sessionToken, about }: TicketRequest) => {
    const one = served.get(operation)
    if (!one) throw new Error(`no operation of a relay: ${operation}`)
    const permit = await permits.grant({ operation, input, sessionToken })
    if (!permit.ok) return permit
    if (permit.value.operation !== operation)
      throw new Error(`the permit is for another operation than ${operation}`)
    return ok({
      permit: permit.value,
      problems: one.problems,
      run: (channel: RelayedChannel) => one.run(permit.value, channel, input),
      ...(about && { about }),
    })
  }

  /** Goes on with a relay whose process is gone. */
  const takeOver = async (relayId: string): Promise<Conversation | undefined> => {
    const taken = await store.takeOver(relayId)
    if (!taken) return undefined
    const { atr, ...request } = taken.content as RelayContent
    const operation = await granted(request)
    if (!operation.ok) {
      await store.remove(relayId)
      return undefined
    }
    return lead(relayId, {
      ...{ ...operation.value, atr, canGoOn: true },
      ...{ former: taken.exchanges, steps: taken.steps },
    })
  }

  const takeElsewhere = async (
    relayId: string,
    sent: SentTurn,
  ): Promise<Result<RelayTurnView, TakeTurnRefusal>> => {
    const key = { turn: sent.turn, digest: digestOf(sent) }
    let isForwarded = false
    const until = performance.now() + turnTime + leaseMilliseconds
    while (performance.now() < until) {
      const own = relays.get(relayId)
      if (own) return own.conversation.take(sent)
      const found = await store.find(relayId, key)
      if (!found) return refuse({ kind: 'relay-not-found' })
      if (found.reply) return found.reply as Result<RelayTurnView, TakeTurnRefusal>
      if (found.lastTurn) {
        const { turn, digest } = found.lastTurn as LastTurn
        return Buffer.from(digest).equals(key.digest)
          ? ok(turn)
          : refuse({ kind: 'relay-not-found' })
      }
      if (!found.isAlive) {
        if (!found.canGoOn) return refuse({ kind: 'relay-not-found' })
        await takeOver(relayId)
        continue
      }
      if (!isForwarded) await store.forward(relayId, key, sent)
      isForwarded = true
      await sleep(replyMilliseconds)
    }
    return refuse({ kind: 'relay-not-found' })
  }

  return {
    serve: ({ operation, run, problems, purpose }) => {
      served.set(operation, {
        purpose,
        problems,
        run: (permit, channel, input) => {
          if (!isFor(permit, operation)) throw new Error(`no permit for ${operation}`)
          return run(permit, channel, input)
        },
      })
    },
    open: begin,
    giveTicket: ({ operation, input, sessionToken, about }) =>
      db.write(async (tx) => {
        const purpose = served.get(operation)?.purpose
        if (!purpose) throw new Error(`no operation of a relay: ${operation}`)
        const expiresAt = plus(clock.now(), ticketLife)
        const ticket = randomBytes(32).toString('base64url')
        const content: TicketRequest = { operation, input, sessionToken, ...(about && { about }) }
        await store.saveTicket(tx, { ticket, sessionToken, purpose, content, expiresAt })
        return ok({ ticket, purpose, expiresAt: formatInstant(expiresAt) })
      }),
    openWithTicket: async ({ ticket, purpose, atr }) => {
      const taken = await store.takeTicket(ticket, clock.now())
      if (!taken) return refuse({ kind: 'ticket-not-found' })
      if (taken.purpose !== purpose) return refuse({ kind: 'ticket-for-another-purpose' })
      const content = taken.content as TicketRequest
      const operation = await granted(content)
      return operation.ok ? begin({ ...operation.value, atr }, { ...content, atr }) : operation
    },
    takeTurn: ({ relayId, ...sent }) =>
      relays.get(relayId)?.conversation.take(sent) ?? takeElsewhere(relayId, sent),
    commandsRefused: () => commandsRefused,
    erase: () => eraseOld({ db }, clock.now()),
    close: async () => {
      keeping.stop()
      for (const { conversation, canGoOn } of relays.values())
        if (canGoOn) conversation.abandon(new DatabaseUnavailable('this process ends'))
        else conversation.removeCard()
      if (relays.size > 0) await store.release().catch(onFault)
    },
  }
}

const ticketLife = 2 * minute

/** Between two looks at the database for the reply of another process. */
const replyMilliseconds = 15

type Led = { readonly conversation: Conversation; readonly canGoOn: boolean }

type RelayContent = TicketRequest & { readonly atr: Uint8Array }

type LastTurn = { readonly turn: RelayTurnView; readonly digest: Uint8Array }

type Served = {
  readonly purpose: RelayPurpose
  readonly run: (
    permit: Permit,
    channel: RelayedChannel,
    input: unknown,
  ) => Promise<Result<unknown, Refusal>>
  readonly problems: ProblemsFor<Refusal>
}

const isFor = <Name extends Permission>(permit: Permit, operation: Name): permit is Permit<Name> =>
  permit.operation === operation

const digestOf = ({ turn, responses, problem }: SentTurn): Uint8Array =>
  hashOf(JSON.stringify([turn, problem ?? null, responses ?? []]))

async function recordRefused(
  { db, record }: { readonly db: Pick<Db, 'write'>; readonly record: Record },
  {
    refused,
    permit,
    about,
  }: {
    readonly refused: CommandRefused
    readonly permit: Permit
    readonly about: DomainEvent['about'] | undefined
  },
): Promise<void> {
  const event: RelayCommandRefused = {
    type: 'RelayCommandRefused',
    ...(about && { about }),
    ...refused,
  }
  await db.write(async (tx) => {
    await record(tx, event, permit)
    return ok(undefined)
  })
}

/** While the database is away, as long as the lease may still be ours. */
async function persistently(action: () => Promise<void>): Promise<void> {
  const until = performance.now() + leaseMilliseconds
  for (;;)
    try {
      await action()
      return
    } catch (fault) {
      if (!(fault instanceof DatabaseUnavailable) || performance.now() > until) throw fault
      await sleep(300)
    }
}

/** Renews the leases of this process' relays, and takes the turns that came to other processes. */
function keepRelays({
  store,
  relays,
  onFault,
}: {
  readonly store: Pick<ReturnType<typeof createRelayStore>, 'renew' | 'forwardedTurns' | 'reply'>
  readonly relays: Map<string, Led>
  readonly onFault: (fault: unknown) => void
}): { readonly start: () => void; readonly stop: () => void } {
  let renewals: NodeJS.Timeout | undefined
  let isStopped = false
  let isLooking = false
  let renewedAt = 0
  const taken = new Set<string>()

  const lose = (relayId: string, { conversation, canGoOn }: Led): void => {
    relays.delete(relayId)
    if (canGoOn) conversation.abandon(new DatabaseUnavailable('another process has the relay'))
    else conversation.removeCard()
  }

  const renew = async (): Promise<void> => {
    if (relays.size === 0) {
      clearInterval(renewals)
      renewals = undefined
      return
    }
    const led = [...relays]
    const beganAt = performance.now()
    try {
      const own = await store.renew()
      renewedAt = beganAt
      for (const [relayId, each] of led)
        if (relays.has(relayId) && !own.has(hexOf(hashOf(relayId)))) lose(relayId, each)
    } catch {
      // Before another process may take them over.
      if (performance.now() - renewedAt > leaseMilliseconds - renewMilliseconds)
        for (const [relayId, each] of relays) lose(relayId, each)
    }
  }

  const takeForwarded = async (): Promise<number> => {
    const turns = await store.forwardedTurns()
    const byHash = new Map(
      [...relays].map(([relayId, led]) => [hexOf(hashOf(relayId)), { relayId, led }]),
    )
    let begun = 0
    for (const { id, turn, digest, request } of turns) {
      const name = `${id} ${String(turn)} ${hexOf(digest)}`
      const found = byHash.get(id)
      if (!found || taken.has(name)) continue
      const { relayId, led } = found
      taken.add(name)
      begun += 1
      void led.conversation
        .take(request(relayId) as SentTurn)
        .then((reply) => store.reply(relayId, { turn, digest }, reply))
        .catch(onFault)
        .finally(() => taken.delete(name))
    }
    return begun
  }

  const look = async (): Promise<void> => {
    let quietSince = performance.now()
    while (!isStopped && relays.size > 0) {
      const begun = await takeForwarded().catch(() => 0)
      if (begun > 0) quietSince = performance.now()
      const isQuiet = performance.now() - quietSince > quietMilliseconds
      await sleep(isQuiet ? idleMilliseconds : replyMilliseconds, undefined, { ref: false })
    }
    isLooking = false
  }

  return {
    start: () => {
      if (isStopped) return
      if (renewals === undefined) {
        renewedAt = performance.now()
        renewals = setInterval(() => void renew(), renewMilliseconds)
        renewals.unref()
      }
      if (!isLooking) {
        isLooking = true
        void look()
      }
    },
    stop: () => {
      isStopped = true
      clearInterval(renewals)
    },
  }
}

const renewMilliseconds = 2 * second
/** Without a turn from elsewhere for this long, they are looked for less often. */
const quietMilliseconds = 2 * second
const idleMilliseconds = 100

/** The last response of the service. */
function turnOf<Refused extends Refusal>(
  result: Result<unknown, Refused>,
  problems: ProblemsFor<Refused>,
): RelayTurnView {
  if (result.ok) return { state: 'done', outcome: result.value }
  const { kind, ...facts } = result.refusal
  const problem = problems[kind as Refused['kind']]
  return {
    state: 'refused',
    refusal: {
      kind,
      title: problem.title,
      ...(problem.advice && { advice: problem.advice }),
      ...(Object.keys(facts).length > 0 && { facts }),
    },
  }
}

const removedTurn = turnOf(refuse({ kind: 'card-removed' }), {
  'card-removed': { status: 409, ...relayTexts.cardRemoved },
})
