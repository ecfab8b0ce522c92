import type { RelayTurnView } from '@sotevarmenne/api/card-relay'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { toHex } from '@sotevarmenne/smartcard/bytes'
import { cardRemoved, isCardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import type { CommandRefused } from '@sotevarmenne/smartcard/relay-apdus'
import type { StoredExchange } from './store.ts'

/** A card in a remote reader. */
export type RelayedChannel = CardChannel & {
  /**
   * The next step that the program beside the card does with input typed there, such as a new PIN: it never
   * comes here. Returns whether the program says it did so; the operation checks the card itself.
   */
  readonly ownStep: () => Promise<boolean>
  /**
   * One read or one write of the operation. Its outcome is stored, a write's in its own transaction: where the
   * relay goes on at another process, which runs the operation again, the outcome is read and not done twice.
   */
  readonly once: <Outcome>(action: () => Promise<Outcome>) => Promise<Outcome>
}

export type TakeTurnRefusal =
  | { readonly kind: 'relay-not-found' }
  /** Another relay request is expected, or none: one was sent twice, or two at once. */
  | { readonly kind: 'turn-not-awaited' }
  | { readonly kind: 'responses-do-not-fit' }

/** `command-refused`: the program beside the card has ended the relay, and takes no further command. */
export type CardProblem = 'card-removed' | 'command-refused'

export type SentTurn = {
  readonly turn: number
  readonly responses?: readonly string[]
  readonly problem?: CardProblem
  readonly refused?: CommandRefused
}

export type Conversation = {
  readonly begin: () => Promise<RelayTurnView>
  readonly take: (sent: SentTurn) => Promise<Result<RelayTurnView, TakeTurnRefusal>>
  readonly removeCard: () => void
  /** Another process goes on: nothing more is done here, and who waits is told the fault. */
  readonly abandon: (fault: Error) => void
}

type Requested = {
  readonly command: string
  readonly settle: (response: Uint8Array) => void
  readonly fail: (fault: Error) => void
}

/** The client that waits for the service's response. */
type Waiting = {
  readonly response: (turn: RelayTurnView) => void
  readonly fail: (fault: unknown) => void
}

type Answered = { readonly command: string; readonly response: string }

/** The turns that the operation and the card take, one after the other. */
export function startConversation({
  relayId,
  atr,
  turnTime,
  run,
  once,
  saveTurn,
  onEnd,
  onRefused,
  onFault,
  removedTurn,
  former = [],
}: {
  readonly relayId: string
  readonly atr: Uint8Array
  readonly turnTime: number
  readonly run: (channel: RelayedChannel) => Promise<RelayTurnView>
  readonly once: RelayedChannel['once']
  /** Before the commands are sent. */
  readonly saveTurn: (exchange: StoredExchange) => Promise<void>
  /** Before the last turn is sent. */
  readonly onEnd: (last?: {
    readonly turn: RelayTurnView
    readonly replyTo: SentTurn | undefined
  }) => Promise<void>
  readonly onRefused: (refused: CommandRefused) => Promise<void>
  readonly onFault: (fault: unknown) => void
  readonly removedTurn: RelayTurnView
  /** Of the process that had the relay before; the last of them waits for its responses. */
  readonly former?: readonly StoredExchange[]
}): Conversation {
  const pending = former.at(-1)
  let turn = pending?.turn ?? 0
  let isGone = false
  let isAbandoned = false
  /** Responses to commands that the operation, which runs again, requests first. */
  const history = former.flatMap(answeredIn)
  /** Commands that wait to be sent, and then those that were sent and wait for their responses. */
  let requested: readonly Requested[] = []
  let sent: readonly Requested[] | undefined
  /** As `sent`, of a relay that was taken over: the operation runs again when the responses are here. */
  let sentBefore = pending?.commands
  let waiting: Waiting | undefined
  let timer: NodeJS.Timeout | undefined
  let responsesToSave: readonly string[] | undefined
  /** The turn that was taken last: a program that got no reply sends it again. */
  let latest = repliedBefore(relayId, former)

  const removeCard = (): void => {
    clearTimeout(timer)
    isGone = true
    if (sentBefore !== undefined) {
      sentBefore = undefined
      begin()
      return
    }
    const open = [...(sent ?? []), ...requested]
    sent = undefined
    requested = []
    for (const { fail } of open) fail(cardRemoved())
  }
  if (pending !== undefined) timer = setTimeout(removeCard, turnTime)

  /** Sends the commands of this moment together, as soon as a client waits for them. */
  const flush = (): void => {
    if (waiting === undefined || sent !== undefined || requested.length === 0) return
    turn += 1
    sent = requested
    requested = []
    const { response, fail } = waiting
    waiting = undefined
    const commands = sent.map(({ command }) => command)
    const responses = responsesToSave
    responsesToSave = undefined
    const current = turn
    saveTurn({ turn: current, commands, ...(responses && { responses }) }).then(() => {
      if (isAbandoned) return
      if (!isGone) timer = setTimeout(removeCard, turnTime)
      response({ state: 'commands', relayId, turn: current, commands })
    }, fail)
  }

  const request = (command: string): Promise<Uint8Array> =>
    new Promise((settle, fail) => {
      if (isAbandoned) return
      const next = history.shift()
      if (next?.command === command) {
        settle(bytesOf(next.response))
        return
      }
      // The operation goes another way than the first time, on a card that has come along that one.
      if (next !== undefined) {
        history.length = 0
        isGone = true
      }
      if (isGone) {
        fail(cardRemoved())
        return
      }
      requested = [...requested, { command, settle, fail }]
      setImmediate(flush)
    })

  const channel: RelayedChannel = {
    atr,
    once,
    transmit: (apdu) => request(toHex(apdu)),
    reset: async () => {
      await request('reset')
    },
    ownStep: async () => toHex(await request('own-step')) === '9000',
    // The program beside the card releases and resets it when it is notified that all is done.
    close: () => Promise.resolve(),
  }

  const end = (notify: (waiting: Waiting) => void, whenNobodyWaits?: () => void): void => {
    if (waiting === undefined) whenNobodyWaits?.()
    else notify(waiting)
    waiting = undefined
  }

  const begin = (): void => {
    const over = async (lastTurn?: RelayTurnView): Promise<void> => {
      clearTimeout(timer)
      isGone = true
      await onEnd(lastTurn && { turn: lastTurn, replyTo: latest?.sent }).catch(onFault)
    }
    const say = async (last: RelayTurnView): Promise<void> => {
      await over(last)
      end(({ response }) => {
        response(last)
      })
    }
    run(channel)
      .then(say, async (fault: unknown) => {
        if (isAbandoned) return
        if (isCardRemoved(fault)) {
          await say(removedTurn)
          return
        }
        await over()
        end(
          ({ fail }) => {
            fail(fault)
          },
          () => {
            onFault(fault)
          },
        )
      })
      .catch(onFault)
  }

  const nextTurn = (): Promise<RelayTurnView> =>
    new Promise((response, fail) => {
      waiting = { response, fail }
    })

  const take = async (
    { responses, problem, refused }: SentTurn,
    settle: (responses: readonly string[]) => void,
  ): Promise<RelayTurnView> => {
    clearTimeout(timer)
    const next = nextTurn()
    if (problem !== undefined || responses === undefined) {
      // To the operation it is a card that takes no further command.
      removeCard()
      if (refused) await onRefused(refused)
      return next
    }
    responsesToSave = responses
    settle(responses)
    // Commands that arrived while these were in transit wait too, and perhaps no others will follow.
    setImmediate(flush)
    return next
  }

  return {
    begin: () => {
      const first = nextTurn()
      begin()
      return first
    },
    take: async (given) => {
      if (latest !== undefined && isSame(latest.sent, given)) return ok(await latest.reply)
      const commands = sentBefore ?? sent?.map(({ command }) => command)
      if (commands === undefined || given.turn !== turn) return refuse({ kind: 'turn-not-awaited' })
      if (given.problem === undefined && given.responses?.length !== commands.length)
        return refuse({ kind: 'responses-do-not-fit' })
      const reply = take(given, (responses) => {
        if (sentBefore !== undefined) {
          history.push(...answeredIn({ turn, commands, responses }))
          sentBefore = undefined
          begin()
          return
        }
        const settled = sent ?? []
        sent = undefined
        for (const [index, { settle }] of settled.entries()) settle(bytesOf(responses[index] ?? ''))
      })
      latest = { sent: given, reply }
      return ok(await reply)
    },
    removeCard,
    abandon: (fault) => {
      clearTimeout(timer)
      isAbandoned = true
      isGone = true
      waiting?.fail(fault)
      waiting = undefined
    },
  }
}

const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'))

const answeredIn = ({ commands, responses }: StoredExchange): readonly Answered[] =>
  responses === undefined
    ? []
    : commands.map((command, index) => ({ command, response: responses[index] ?? '' }))

/** The former process may have ended between the turn that it took and its reply. */
function repliedBefore(
  relayId: string,
  former: readonly StoredExchange[],
): { readonly sent: SentTurn; readonly reply: Promise<RelayTurnView> } | undefined {
  const [before, pending] = former.slice(-2)
  if (before?.responses === undefined || pending === undefined) return undefined
  const { turn, commands } = pending
  return {
    sent: { turn: before.turn, responses: before.responses },
    reply: Promise.resolve({ state: 'commands', relayId, turn, commands: [...commands] }),
  }
}

const isSame = (one: SentTurn, other: SentTurn): boolean =>
  one.turn === other.turn &&
  one.problem === other.problem &&
  (one.responses ?? []).join() === (other.responses ?? []).join()
