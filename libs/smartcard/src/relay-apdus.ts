import { fromHex, toHex } from './bytes.ts'
import { isCardRemoved, type CardChannel } from './card-channel.ts'

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
  readonly problem?: 'card-removed'
}

/**
 * The APDU relay client: executes the service's commands in each turn and reports the card's responses, until
 * the service says that all is done or refused. The card is always reset at the end: nothing that was proved
 * to it remains. Rejects where `send` does; a removed card is reported to the service, which then has the
 * last word.
 */
export async function relayApdus<Refused>(
  channel: CardChannel,
  first: ServiceTurn<Refused>,
  {
    send,
    ownStep = () => Promise.resolve(false),
  }: {
    readonly send: (turn: CardTurn) => Promise<ServiceTurn<Refused>>
    /** What is done locally and not by the service, such as setting new PINs; returns whether it was done. */
    readonly ownStep?: (channel: CardChannel) => Promise<boolean>
  },
): Promise<Exclude<ServiceTurn<Refused>, { readonly state: 'commands' }>> {
  try {
    let said = first
    while (said.state === 'commands') {
      const { relayId, turn, commands } = said
      const answered = await play(channel, commands, ownStep)
      said = await send({ relayId, turn, ...answered })
    }
    return said
  } finally {
    await channel.reset().catch((fault: unknown) => {
      if (!isCardRemoved(fault)) throw fault
    })
  }
}

async function play(
  channel: CardChannel,
  commands: readonly string[],
  ownStep: (channel: CardChannel) => Promise<boolean>,
): Promise<{ readonly responses: string[] } | { readonly problem: 'card-removed' }> {
  const responses: string[] = []
  try {
    for (const command of commands) responses.push(await playOne(channel, command, ownStep))
    return { responses }
  } catch (fault) {
    if (isCardRemoved(fault)) return { problem: 'card-removed' }
    throw fault
  }
}

async function playOne(
  channel: CardChannel,
  command: string,
  ownStep: (channel: CardChannel) => Promise<boolean>,
): Promise<string> {
  if (command === 'own-step') return (await ownStep(channel)) ? done : notDone
  if (command !== 'reset') return toHex(await channel.transmit(fromHex(command)))
  await channel.reset()
  return done
}

const done = '9000'
const notDone = '6F00'
