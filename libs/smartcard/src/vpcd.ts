import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { isCardRemoved } from './card-channel.ts'
import type { VirtualCard } from './virtual-card/virtual-card.ts'
import type { FromLine, LineOptions, ToLine } from './vpcd-line.ts'

/**
 * Inserts the card into a vpcd reader (vsmartcard): closing the connection pulls the card out. Programs of
 * this process may use the card by PC/SC too (`vpcd-line.ts` says how). Rejects where no reader listens.
 */
export async function insertIntoVpcd(
  card: VirtualCard,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ remove(): Promise<void> }> {
  const options: LineOptions = { host, port, atr: card.atr }
  const line = new Worker(new URL('./vpcd-line.ts', import.meta.url), { workerData: options })
  const notify = (input: ToLine): void => {
    line.postMessage(input)
  }
  await once(line, 'message')

  const ended = once(line, 'exit')
  let turn: Promise<unknown> = Promise.resolve()
  const react = async (input: FromLine): Promise<void> => {
    if (typeof input === 'object') notify(await respondAlways(card, input.command))
    else if (input === 'power-changed') await card.powerOff()
  }
  line.on('message', (input: FromLine) => {
    turn = turn.then(() => react(input))
  })
  return {
    remove: async () => {
      notify('gone')
      await ended
      // A mute card continues only after a power cut; any other may get one more command meanwhile.
      await card.powerOff()
      await turn
      await card.powerOff()
    },
  }
}

async function respondAlways(card: VirtualCard, command: Uint8Array): Promise<ToLine> {
  try {
    return { response: await card.process(command) }
  } catch (fault) {
    if (isCardRemoved(fault)) return 'gone'
    // vpcd waits without a timeout: a card that does not respond would block every program at every reader.
    return { response: Uint8Array.of(0x6f, 0x00) }
  }
}
