import type { CardChannel } from './card-channel.ts'

/** The names of the readers that PC/SC knows now. Faults where PC/SC or its npm package is missing. */
export async function listPcscReaders(): Promise<readonly string[]> {
  throw new Error('not written yet')
}

/** Waits for a card in the reader and takes it for us alone. Closing resets the card. */
export async function openPcscReader(_name: string): Promise<CardChannel> {
  throw new Error('not written yet')
}
