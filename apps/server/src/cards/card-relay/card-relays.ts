import { randomBytes } from 'node:crypto'
import type { RelayPurpose, RelayTicket, RelayTurn } from '@sotevarmenne/api/card-relay'
import { formatInstant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { cardRemoved, isCardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import type { Clock } from '#platform/clock.ts'
import type { ProblemsFor, Refusal } from '#platform/endpoint.ts'
import type { NotGranted, PermitDesk } from '#platform/permit-desk.ts'
import type { Deed, Permit, SessionToken } from '#platform/permit.ts'
import { relayTexts } from './texts.ts'

/** A card in a reader elsewhere. */
export type RelayedChannel = CardChannel & {
  /**
   * What the program beside the card does with what was typed there, such as setting new PINs: they come here by no way.
   * Whether it says that it did so; the deed looks at the card itself.
   */
  readonly ownStep: () => Promise<boolean>
}

/** What the service does with the card, and how its refusals are told. */
export type Relayed<Outcome, Refused extends Refusal> = {
  /** A card that is pulled out is the channel's fault `cardRemoved`, as with a reader on the machine. */
  readonly run: (channel: RelayedChannel) => Promise<Result<Outcome, Refused>>
  readonly problems: ProblemsFor<Refused>
}

/** What a ticket opens: the permit of the deed is asked for anew, for the session that got the ticket, when it is used. */
export type Ticketed<Name extends Deed, Outcome, Refused extends Refusal> = {
  readonly purpose: RelayPurpose
  readonly deed: Name
  readonly input: unknown
  readonly sessionToken: SessionToken
  readonly run: (permit: Permit<Name>, channel: RelayedChannel) => Promise<Result<Outcome, Refused>>
  readonly problems: ProblemsFor<Refused>
}

export type OpenRelayRefusal =
  | { readonly kind: 'too-many-relays' }
  | { readonly kind: 'ticket-unknown' }
  | { readonly kind: 'ticket-for-another-purpose' }
  | NotGranted

export type TakeTurnRefusal =
  | { readonly kind: 'relay-unknown' }
  /** Another turn is awaited, or none: one was sent twice, or two at once. */
  | { readonly kind: 'turn-not-awaited' }
  | { readonly kind: 'answers-do-not-fit' }

export type CardRelays = {
  /** Begins to speak to the card: the first turn of the service. */
  readonly open: <Outcome, Refused extends Refusal>(
    relayed: Relayed<Outcome, Refused> & { readonly atr: Uint8Array },
  ) => Promise<Result<RelayTurn, { readonly kind: 'too-many-relays' }>>
  /** A ticket for the page of the session, good once and for two minutes. An earlier one of the session is dead. */
  readonly giveTicket: <Name extends Deed, Outcome, Refused extends Refusal>(
    ticketed: Ticketed<Name, Outcome, Refused>,
  ) => RelayTicket
  readonly openWithTicket: (asked: {
    readonly ticket: string
    readonly purpose: RelayPurpose
    readonly atr: Uint8Array
  }) => Promise<Result<RelayTurn, OpenRelayRefusal>>
  /** What the card answered, and what comes next. */
  readonly takeTurn: (sent: {
    readonly relayId: string
    readonly turn: number
    readonly answers?: readonly string[]
    readonly problem?: 'card-removed'
  }) => Promise<Result<RelayTurn, TakeTurnRefusal>>
  /** Every card counts as removed. */
  readonly close: () => void
}

/**
 * Speaks to cards in readers elsewhere, in turns over HTTP. A relay lives in the memory of this process, and its id is
 * its bearer: 32 random octets that only whoever opened it has. Where a turn does not come in time the card was removed.
 */
export function createCardRelays({
  clock,
  permits,
  onFault,
  turnTime = 30 * second,
  mostRelays = 500,
}: {
  readonly clock: Clock
  readonly permits: PermitDesk
  /** Told of what went wrong in a deed to whose card nobody speaks any more. */
  readonly onFault: (fault: unknown) => void
  /** How long the next turn is waited for, in milliseconds. */
  readonly turnTime?: number
  readonly mostRelays?: number
}): CardRelays {
  const relays = new Map<string, Relay>()
  const tickets = new Map<string, Ticket>()

  const open: CardRelays['open'] = async ({ atr, run, problems }) => {
    if (relays.size >= mostRelays) return refuse({ kind: 'too-many-relays' })
    const relayId = randomBytes(32).toString('base64url')
    const relay = startRelay({
      relayId,
      atr,
      turnTime,
      onFault,
      onEnd: () => relays.delete(relayId),
      run: async (channel) => turnOf(await run(channel), problems),
    })
    relays.set(relayId, relay)
    return ok(await relay.begin())
  }

  return {
    open,
    giveTicket: ({ purpose, deed, input, sessionToken, run, problems }) => {
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
          const permit = await permits.grant({ deed, input, sessionToken, open: false })
          if (!permit.ok) return permit
          const granted = permit.value
          if (!isFor(granted, deed)) throw new Error(`a permit for another deed than ${deed}`)
          return open({ atr, problems, run: (channel) => run(granted, channel) })
        },
      })
      return { ticket, purpose, expiresAt: formatInstant(expiresAt) }
    },
    openWithTicket: async ({ ticket, purpose, atr }) => {
      const found = tickets.get(ticket)
      tickets.delete(ticket)
      if (!found || found.expiresAt <= clock.now()) return refuse({ kind: 'ticket-unknown' })
      if (found.purpose !== purpose) return refuse({ kind: 'ticket-for-another-purpose' })
      return found.redeem(atr)
    },
    takeTurn: async ({ relayId, ...sent }) => {
      const relay = relays.get(relayId)
      return relay ? relay.take(sent) : refuse({ kind: 'relay-unknown' })
    },
    close: () => {
      for (const relay of relays.values()) relay.removeCard()
    },
  }
}

const ticketLife = 2 * minute

const isFor = <Name extends Deed>(permit: Permit, deed: Name): permit is Permit<Name> =>
  permit.deed === deed

type Ticket = {
  readonly purpose: RelayPurpose
  readonly sessionToken: SessionToken
  readonly expiresAt: Instant
  readonly redeem: (atr: Uint8Array) => Promise<Result<RelayTurn, OpenRelayRefusal>>
}

type Sent = {
  readonly turn: number
  readonly answers?: readonly string[]
  readonly problem?: 'card-removed'
}

type Relay = {
  readonly begin: () => Promise<RelayTurn>
  readonly take: (sent: Sent) => Promise<Result<RelayTurn, TakeTurnRefusal>>
  readonly removeCard: () => void
}

type Asked = {
  readonly command: string
  readonly settle: (answer: Uint8Array) => void
  readonly fail: (fault: Error) => void
}

/** Who asked and waits for the service's turn. */
type Waiting = {
  readonly answer: (turn: RelayTurn) => void
  readonly fail: (fault: unknown) => void
}

function startRelay({
  relayId,
  atr,
  turnTime,
  run,
  onEnd,
  onFault,
}: {
  readonly relayId: string
  readonly atr: Uint8Array
  readonly turnTime: number
  readonly run: (channel: RelayedChannel) => Promise<RelayTurn>
  readonly onEnd: () => void
  readonly onFault: (fault: unknown) => void
}): Relay {
  let turn = 0
  let isGone = false
  /** Commands that wait to be sent, and then those that were sent and wait for their answers. */
  let asked: readonly Asked[] = []
  let sent: readonly Asked[] | undefined
  let waiting: Waiting | undefined
  let timer: NodeJS.Timeout | undefined

  const removeCard = (): void => {
    clearTimeout(timer)
    isGone = true
    const open = [...(sent ?? []), ...asked]
    sent = undefined
    asked = []
    for (const { fail } of open) fail(cardRemoved())
  }

  /** Sends what was asked in this moment together, as soon as somebody waits for it. */
  const flush = (): void => {
    if (waiting === undefined || sent !== undefined || asked.length === 0) return
    turn += 1
    sent = asked
    asked = []
    const { answer } = waiting
    waiting = undefined
    timer = setTimeout(removeCard, turnTime)
    answer({ state: 'commands', relayId, turn, commands: sent.map(({ command }) => command) })
  }

  const ask = (command: string): Promise<Uint8Array> =>
    new Promise((settle, fail) => {
      if (isGone) {
        fail(cardRemoved())
        return
      }
      asked = [...asked, { command, settle, fail }]
      setImmediate(flush)
    })

  const channel: RelayedChannel = {
    atr,
    transmit: (apdu) => ask(toHex(apdu)),
    reset: async () => {
      await ask('reset')
    },
    ownStep: async () => toHex(await ask('own-step')) === '9000',
    // The program beside the card lets it go, reset, when it is told that all is done.
    close: () => Promise.resolve(),
  }

  const end = (tell: (waiting: Waiting) => void, untold?: () => void): void => {
    clearTimeout(timer)
    isGone = true
    onEnd()
    if (waiting === undefined) untold?.()
    else tell(waiting)
    waiting = undefined
  }

  const nextTurn = (): Promise<RelayTurn> =>
    new Promise((answer, fail) => {
      waiting = { answer, fail }
    })

  return {
    begin: () => {
      const first = nextTurn()
      run(channel).then(
        (last) => {
          end(({ answer }) => {
            answer(last)
          })
        },
        (fault: unknown) => {
          if (isCardRemoved(fault))
            end(({ answer }) => {
              answer(turnOf(refuse({ kind: 'card-removed' }), removedProblem))
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
    take: async ({ turn: answered, answers, problem }) => {
      if (sent === undefined || answered !== turn) return refuse({ kind: 'turn-not-awaited' })
      if (problem === undefined && answers?.length !== sent.length)
        return refuse({ kind: 'answers-do-not-fit' })
      clearTimeout(timer)
      const next = nextTurn()
      if (problem !== undefined || answers === undefined) {
        removeCard()
        return ok(await next)
      }
      const settled = sent
      sent = undefined
      for (const [index, { settle }] of settled.entries())
        settle(new Uint8Array(Buffer.from(answers[index] ?? '', 'hex')))
      // What was asked while these were on their way waits too, and perhaps nothing else will be asked.
      setImmediate(flush)
      return ok(await next)
    },
    removeCard,
  }
}

/** The last turn of the service. */
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

const toHex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex').toUpperCase()
