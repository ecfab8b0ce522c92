import { fromHex, toHex } from './bytes.ts'
import { isCardRemoved, type CardChannel } from './card-channel.ts'
import { layoutOf } from './card-layouts.ts'
import type { RelayedOperation } from './relay-forms.ts'
import { outlineOf, relayGuard, type RelayGuard } from './relay-guard.ts'

/** A turn of the service, in the terms of the HTTP contract, which the card code need not know. */
export type ServiceTurn<Refused> =
  | {
      readonly state: 'commands'
      readonly relayId: string
      readonly turn: number
      readonly commands: readonly string[]
    }
  | { readonly state: 'done'; readonly outcome?: unknown }
  | { readonly state: 'refused'; readonly refusal: Refused }

export type CardTurn = {
  readonly relayId: string
  readonly turn: number
  readonly responses?: string[]
  readonly problem?: 'card-removed' | 'command-refused'
  /** With `command-refused`. */
  readonly refused?: CommandRefused
}

/** What the program beside the card refused: a command's header and length of data, or a step of its own. */
export type CommandRefused = {
  readonly command: string
  /** Name and version of the program. */
  readonly program: string
}

/** Done with what was typed beside the card; returns whether it was done. */
export type OwnStep = (channel: CardChannel) => Promise<boolean>

export type RelayEnd<Refused> =
  | Exclude<ServiceTurn<Refused>, { readonly state: 'commands' }>
  /** The service sent what the operation does not allow. It did not reach the card. */
  | { readonly state: 'command-refused'; readonly command: string }
  /** The service says that all is done, and did not have every own step done. */
  | { readonly state: 'own-step-missing' }

/**
 * The APDU relay client: executes the service's commands in each turn and reports the card's responses, until
 * the service says that all is done or refused. A command that the operation does not allow
 * (`relay-forms.ts`) ends the relay. The card is always reset at the end: nothing that was proved to it
 * remains. Rejects where `send` does; a removed card is reported to the service, which then has the last word.
 */
export async function relayApdus<Refused>(
  channel: CardChannel,
  first: ServiceTurn<Refused>,
  {
    operation,
    program,
    send,
    ownSteps = [],
  }: {
    /** What the person beside the card agreed to. */
    readonly operation: RelayedOperation
    readonly program: string
    readonly send: (turn: CardTurn) => Promise<ServiceTurn<Refused>>
    /** In their order, each once: what is done locally and not by the service, such as setting a new PIN. */
    readonly ownSteps?: readonly OwnStep[]
  },
): Promise<RelayEnd<Refused>> {
  const guard = relayGuard(operation, layoutOf(channel)?.name)
  const playing: Playing = { guard, steps: [...ownSteps], isStepUndone: false }
  try {
    let said = first
    while (said.state === 'commands') {
      const { relayId, turn, commands } = said
      const answered = await play(channel, commands, playing)
      if ('refused' in answered) {
        const { refused: command } = answered
        // First of all the card forgets what was proved to it.
        await reset(channel)
        const problem = 'command-refused'
        const report = send({ relayId, turn, problem, refused: { command, program } })
        // A service that refuses the report does not change what the person is told.
        await report.catch(() => undefined)
        return { state: 'command-refused', command }
      }
      said = await send({ relayId, turn, ...answered })
    }
    const areStepsDone = playing.steps.length === 0 && !playing.isStepUndone
    return said.state === 'done' && !areStepsDone ? { state: 'own-step-missing' } : said
  } finally {
    await reset(channel)
  }
}

const reset = (channel: CardChannel): Promise<void> =>
  channel.reset().catch((fault: unknown) => {
    if (!isCardRemoved(fault)) throw fault
  })

type Playing = {
  readonly guard: RelayGuard
  /** Those still to be done. */
  readonly steps: OwnStep[]
  isStepUndone: boolean
}

type Played =
  | { readonly responses: string[] }
  | { readonly problem: 'card-removed' }
  | { readonly refused: string }

async function play(
  channel: CardChannel,
  commands: readonly string[],
  playing: Playing,
): Promise<Played> {
  const responses: string[] = []
  try {
    for (const command of commands) {
      const played = await playOne(channel, command, playing)
      if (typeof played !== 'string') return played
      responses.push(played)
    }
    return { responses }
  } catch (fault) {
    if (isCardRemoved(fault)) return { problem: 'card-removed' }
    throw fault
  }
}

async function playOne(
  channel: CardChannel,
  command: string,
  playing: Playing,
): Promise<string | { readonly refused: string }> {
  const { guard } = playing
  if (command === 'own-step') {
    const step = guard.admitsOwnStep() ? playing.steps.shift() : undefined
    if (!step) return { refused: command }
    if (await step(channel)) return done
    playing.isStepUndone = true
    return notDone
  }
  if (command === 'reset') {
    await channel.reset()
    return done
  }
  const apdu = fromHex(command)
  if (!guard.admits(apdu)) return { refused: outlineOf(apdu) }
  const response = await channel.transmit(apdu)
  guard.noteResponse(response)
  return toHex(response)
}

const done = '9000'
const notDone = '6F00'
