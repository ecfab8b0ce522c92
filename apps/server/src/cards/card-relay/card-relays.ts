import { randomBytes } from 'node:crypto'
import type { RelayPurpose, RelayTicket, RelayTurn } from '@sotevarmenne/api/card-relay'
import { formatInstant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { toHex } from '@sotevarmenne/smartcard/bytes'
import { cardRemoved, isCardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import type { CommandRefused } from '@sotevarmenne/smartcard/relay-apdus'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { ProblemsFor, Refusal } from '#platform/endpoint.ts'
import type { AccessDenied, RequestPermits } from '#platform/request-permits.ts'
import type { Permission, Permit, SessionToken } from '#platform/permit.ts'
import type { DomainEvent, Record } from '#platform/record.ts'
import type { RelayCommandRefused } from './contract.ts'
import { relayTexts } from './texts.ts'

/** A card in a remote reader. */
export type RelayedChannel = CardChannel & {
  /**
   * The next step that the program beside the card does with input typed there, such as a new PIN: it never
   * comes here. Returns whether the program says it did so; the operation checks the card itself.
   */
  readonly ownStep: () => Promise<boolean>
}

/** The operation of the service on the card, and the texts of its refusals. */
export type Relayed<Outcome, Refused extends Refusal> = {
  /** The card and its holder, where they are known before. */
  readonly about?: DomainEvent['about']
  /** Removing the card is the channel's fault `cardRemoved`, as with a local reader. */
  readonly run: (channel: RelayedChannel) => Promise<Result<Outcome, Refused>>
  readonly problems: ProblemsFor<Refused>
}

/**
 * What a ticket opens: the operation's permit is requested when it is used, for the session that got the
 * ticket.
 */
export type Ticketed<Name extends Permission, Outcome, Refused extends Refusal> = {
  readonly about?: DomainEvent['about']
  readonly purpose: RelayPurpose
  readonly operation: Name
  readonly input: unknown
  readonly sessionToken: SessionToken
  readonly run: (permit: Permit<Name>, channel: RelayedChannel) => Promise<Result<Outcome, Refused>>
  readonly problems: ProblemsFor<Refused>
}

export type OpenRelayRefusal =
  | { readonly kind: 'too-many-relays' }
  | { readonly kind: 'ticket-not-found' }
  | { readonly kind: 'ticket-for-another-purpose' }
  | AccessDenied

export type TakeTurnRefusal =
  | { readonly kind: 'relay-not-found' }
  /** Another relay request is expected, or none: one was sent twice, or two at once. */
  | { readonly kind: 'turn-not-awaited' }
  | { readonly kind: 'responses-do-not-fit' }

export type CardRelays = {
  /** Starts to send commands to the card: returns the service's first response. */
  readonly open: <Outcome, Refused extends Refusal>(
    relayed: Relayed<Outcome, Refused> & { readonly atr: Uint8Array; readonly permit: Permit },
  ) => Promise<Result<RelayTurn, { readonly kind: 'too-many-relays' }>>
  /**
   * A ticket for the page of the session, valid once and for two minutes. An earlier one of the session
   * becomes invalid.
   */
  readonly giveTicket: <Name extends Permission, Outcome, Refused extends Refusal>(
    ticketed: Ticketed<Name, Outcome, Refused>,
  ) => RelayTicket
  readonly openWithTicket: (requested: {
    readonly ticket: string
    readonly purpose: RelayPurpose
    readonly atr: Uint8Array
  }) => Promise<Result<RelayTurn, OpenRelayRefusal>>
  /** The card's responses, and the next commands. */
  readonly takeTurn: (sent: {
    readonly relayId: string
    readonly turn: number
    readonly responses?: readonly string[]
    readonly problem?: CardProblem
    readonly refused?: CommandRefused
  }) => Promise<Result<RelayTurn, TakeTurnRefusal>>
  /** Commands that programs beside cards have refused, since the start. */
  readonly commandsRefused: () => number
  /** Every card counts as removed. */
  readonly close: () => void
}

/**
 * Sends commands to cards in remote readers over HTTP. A relay lives in the memory of this process, and its
 * id is a bearer secret: 32 random bytes known only to the client that opened it. Without a relay request in
 * time the card counts as removed.
 */
export function createCardRelays({
  db,
  record,
  clock,
  permits,
  onFault,
  turnTime = 30 * second,
  maxRelays = 500,
}: {
  readonly db: Pick<Db, 'write'>
  readonly record: Record
  readonly clock: Clock
  readonly permits: RequestPermits
  /** Receives faults of an operation that has no client any more. */
  readonly onFault: (fault: unknown) => void
  /** The timeout for the next relay request, in milliseconds. */
  readonly turnTime?: number
  readonly maxRelays?: number
}): CardRelays {
  const relays = new Map<string, Relay>()
  const tickets = new Map<string, Ticket>()
  let commandsRefused = 0

  const open: CardRelays['open'] = async ({ atr, permit, about, run, problems }) => {
    if (relays.size >= maxRelays) return refuse({ kind: 'too-many-relays' })
    const relayId = randomBytes(32).toString('base64url')
    const relay = startRelay({
      relayId,
      atr,
      turnTime,
      onFault,
      onEnd: () => relays.delete(relayId),
      onRefused: async (refused) => {
        commandsRefused += 1
        const event: RelayCommandRefused = {
          type: 'RelayCommandRefused',
          ...(about && { about }),
          ...refused,
        }
        await db.write(async (tx) => {
          await record(tx, event, permit)
          return ok(undefined)
        })
      },
      run: async (channel) => turnOf(await run(channel), problems),
    })
    relays.set(relayId, relay)
    return ok(await relay.begin())
  }

  return {
    open,
    giveTicket: ({ purpose, operation, input, sessionToken, about, run, problems }) => {
      const now = clock.now()
      for (const [key, { expiresAt, sessionToken: of }] of tickets)
        if (expiresAt <= now || of === sessionToken) tickets.delete(key)
      const ticket = randomBytes(32).toString('base64url')
      const expiresAt = plus(now, ticketLife)
      tickets.set(ticket, {
        purpose,
        sessionToken,
        expiresAt,
        redeem: async (atr) => {
          const permit = await permits.grant({ operation, input, sessionToken })
          if (!permit.ok) return permit
          const granted = permit.value
          if (!isFor(granted, operation))
            throw new Error(`the permit is for another operation than ${operation}`)
          return open({
            ...{ atr, permit: granted, problems, run: (channel) => run(granted, channel) },
            ...(about && { about }),
          })
        },
      })
      return { ticket, purpose, expiresAt: formatInstant(expiresAt) }
    },
    openWithTicket: async ({ ticket, purpose, atr }) => {
      const found = tickets.get(ticket)
      tickets.delete(ticket)
      if (!found || found.expiresAt <= clock.now()) return refuse({ kind: 'ticket-not-found' })
      if (found.purpose !== purpose) return refuse({ kind: 'ticket-for-another-purpose' })
      return found.redeem(atr)
    },
    takeTurn: async ({ relayId, ...sent }) => {
      const relay = relays.get(relayId)
      return relay ? relay.take(sent) : refuse({ kind: 'relay-not-found' })
    },
    commandsRefused: () => commandsRefused,
    close: () => {
      for (const relay of relays.values()) relay.removeCard()
    },
  }
}

const ticketLife = 2 * minute

const isFor = <Name extends Permission>(permit: Permit, operation: Name): permit is Permit<Name> =>
  permit.operation === operation

type Ticket = {
  readonly purpose: RelayPurpose
  readonly sessionToken: SessionToken
  readonly expiresAt: Instant
  readonly redeem: (atr: Uint8Array) => Promise<Result<RelayTurn, OpenRelayRefusal>>
}

/** `command-refused`: the program beside the card has ended the relay, and takes no further command. */
type CardProblem = 'card-removed' | 'command-refused'

type Sent = {
  readonly turn: number
  readonly responses?: readonly string[]
  readonly problem?: CardProblem
  readonly refused?: CommandRefused
}

type Relay = {
  readonly begin: () => Promise<RelayTurn>
  readonly take: (sent: Sent) => Promise<Result<RelayTurn, TakeTurnRefusal>>
  readonly removeCard: () => void
}

type Requested = {
  readonly command: string
  readonly settle: (response: Uint8Array) => void
  readonly fail: (fault: Error) => void
}

/** The client that waits for the service's response. */
type Waiting = {
  readonly response: (turn: RelayTurn) => void
  readonly fail: (fault: unknown) => void
}

function startRelay({
  relayId,
  atr,
  turnTime,
  run,
  onEnd,
  onRefused,
  onFault,
}: {
  readonly relayId: string
  readonly atr: Uint8Array
  readonly turnTime: number
  readonly run: (channel: RelayedChannel) => Promise<RelayTurn>
  readonly onEnd: () => void
  readonly onRefused: (refused: CommandRefused) => Promise<void>
  readonly onFault: (fault: unknown) => void
}): Relay {
  let turn = 0
  let isGone = false
  /** Commands that wait to be sent, and then those that were sent and wait for their responses. */
  let requested: readonly Requested[] = []
  let sent: readonly Requested[] | undefined
  let waiting: Waiting | undefined
  let timer: NodeJS.Timeout | undefined

  const removeCard = (): void => {
    clearTimeout(timer)
    isGone = true
    const open = [...(sent ?? []), ...requested]
    sent = undefined
    requested = []
    for (const { fail } of open) fail(cardRemoved())
  }

  /** Sends the commands of this moment together, as soon as a client waits for them. */
  const flush = (): void => {
    if (waiting === undefined || sent !== undefined || requested.length === 0) return
    turn += 1
    sent = requested
    requested = []
    const { response } = waiting
    waiting = undefined
    timer = setTimeout(removeCard, turnTime)
    response({ state: 'commands', relayId, turn, commands: sent.map(({ command }) => command) })
  }

  const request = (command: string): Promise<Uint8Array> =>
    new Promise((settle, fail) => {
      if (isGone) {
        fail(cardRemoved())
        return
      }
      requested = [...requested, { command, settle, fail }]
      setImmediate(flush)
    })

  const channel: RelayedChannel = {
    atr,
    transmit: (apdu) => request(toHex(apdu)),
    reset: async () => {
      await request('reset')
    },
    ownStep: async () => toHex(await request('own-step')) === '9000',
    // The program beside the card releases and resets it when it is notified that all is done.
    close: () => Promise.resolve(),
  }

  const end = (notify: (waiting: Waiting) => void, whenNobodyWaits?: () => void): void => {
    clearTimeout(timer)
    isGone = true
    onEnd()
    if (waiting === undefined) whenNobodyWaits?.()
    else notify(waiting)
    waiting = undefined
  }

  const nextTurn = (): Promise<RelayTurn> =>
    new Promise((response, fail) => {
      waiting = { response, fail }
    })

  return {
    begin: () => {
      const first = nextTurn()
      run(channel).then(
        (last) => {
          end(({ response }) => {
            response(last)
          })
        },
        (fault: unknown) => {
          if (isCardRemoved(fault))
            end(({ response }) => {
              response(turnOf(refuse({ kind: 'card-removed' }), removedProblem))
            })
          else
            end(
              ({ fail }) => {
                fail(fault)
              },
              () => {
                onFault(fault)
              },
            )
        },
      )
      return first
    },
    take: async ({ turn: answered, responses, problem, refused }) => {
      if (sent === undefined || answered !== turn) return refuse({ kind: 'turn-not-awaited' })
      if (problem === undefined && responses?.length !== sent.length)
        return refuse({ kind: 'responses-do-not-fit' })
      clearTimeout(timer)
      const next = nextTurn()
      if (problem !== undefined || responses === undefined) {
        // To the operation it is a card that takes no further command.
        removeCard()
        if (refused) await onRefused(refused)
        return ok(await next)
      }
      const settled = sent
      sent = undefined
      for (const [index, { settle }] of settled.entries())
        settle(new Uint8Array(Buffer.from(responses[index] ?? '', 'hex')))
      // Commands that arrived while these were in transit wait too, and perhaps no others will follow.
      setImmediate(flush)
      return ok(await next)
    },
    removeCard,
  }
}

/** The last response of the service. */
function turnOf<Refused extends Refusal>(
  result: Result<unknown, Refused>,
  problems: ProblemsFor<Refused>,
): RelayTurn {
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

const removedProblem = { 'card-removed': { status: 409, ...relayTexts.cardRemoved } }
