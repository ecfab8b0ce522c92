import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { isCardRemoved } from './card-channel.ts'
import type { VirtualCard } from './virtual-card/virtual-card.ts'
import type { FromLine, LineOptions, ToLine } from './vpcd-line.ts'

/**
 * Puts the card into a vpcd reader (vsmartcard): ending the line is pulling the card out. Programs of this process may use
 * the card by PC/SC too (`vpcd-line.ts` says what that takes). Rejects where no reader listens.
 */
export async function insertIntoVpcd(
  card: VirtualCard,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ remove(): Promise<void> }> {
  const options: LineOptions = { host, port, atr: card.atr }
  const line = new Worker(new URL('./vpcd-line.ts', import.meta.url), { workerData: options })
  const tell = (told: ToLine): void => {
    line.postMessage(told)
  }
  await once(line, 'message')

  const ended = once(line, 'exit')
  let turn: Promise<unknown> = Promise.resolve()
  const react = async (told: FromLine): Promise<void> => {
    if (typeof told === 'object') tell(await answerAlways(card, told.command))
    else if (told === 'power-changed') await card.powerOff()
  }
  line.on('message', (told: FromLine) => {
    turn = turn.then(() => react(told))
  })
  return {
    remove: async () => {
      tell('gone')
      await ended
      // A mute card goes on only when it loses power; any other may take one more command meanwhile.
      await card.powerOff()
      await turn
      await card.powerOff()
    },
  }
}

async function answerAlways(card: VirtualCard, command: Uint8Array): Promise<ToLine> {
  try {
    return { answer: await card.process(command) }
  } catch (fault) {
    if (isCardRemoved(fault)) return 'gone'
    // vpcd waits without end: a card that stays silent would block every program at every reader.
    return { answer: Uint8Array.of(0x6f, 0x00) }
  }
}
