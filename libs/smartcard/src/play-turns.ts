import { fromHex, toHex } from './bytes.ts'
import { isCardRemoved, type CardChannel } from './card-channel.ts'

/** What the service says in its turn: as the HTTP contract has it, whose words no card needs to know. */
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
  readonly answers?: string[]
  readonly problem?: 'card-removed'
}

/**
 * Plays the card's part: does what the service says in each turn, and tells it what the card answered, until it says that
 * all is done or refused. The card is reset at the end, whatever comes: nothing that was proved to it stays so. Rejects
 * where `send` does; a card that is pulled out is told to the service, whose last word it then is.
 */
export async function playTurns<Refused>(
  channel: CardChannel,
  first: ServiceTurn<Refused>,
  {
    send,
    ownStep = () => Promise.resolve(false),
  }: {
    readonly send: (turn: CardTurn) => Promise<ServiceTurn<Refused>>
    /** What is done here and not there, such as setting new PINs; whether it was done. */
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
): Promise<{ readonly answers: string[] } | { readonly problem: 'card-removed' }> {
  const answers: string[] = []
  try {
    for (const command of commands) answers.push(await playOne(channel, command, ownStep))
    return { answers }
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
