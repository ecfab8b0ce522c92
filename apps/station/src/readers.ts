import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { openPcscReader, waitUntilEmpty } from '@sotevarmenne/smartcard/pcsc'
import { openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'

/** A reader of the station, one card after another. */
export type StationReader = {
  readonly name: string
  /** Waits for a card; returns undefined when the station stops before there is one. */
  readonly insert: (stopping: Promise<undefined>) => Promise<Inserted | undefined>
}

export type Inserted = {
  readonly channel: CardChannel
  /** Releases the card. With `rejected` it belongs to nobody. */
  readonly letGo: (outcome: 'created' | 'rejected' | 'untouched') => Promise<void>
  /** Waits until somebody has taken the card out. */
  readonly isTaken: () => Promise<void>
}

export const pcscReader = (name: string): StationReader => ({
  name,
  insert: async (stopping) => {
    const channel = await Promise.race([openPcscReader(name), stopping])
    return (
      channel && {
        channel,
        letGo: () => channel.close(),
        isTaken: () => waitUntilEmpty(name),
      }
    )
  },
})

/**
 * Readers of the demo environment. A blank card is a file in the drawer `blanks`; inserting it moves it to
 * `cards`, where it stays when it has become a card. If several programs take the same blank card, one gets
 * it.
 */
export const virtualReader = (name: string, data: string): StationReader => ({
  name,
  insert: async () => {
    const [drawer, cards] = [path.join(data, 'blanks'), path.join(data, 'cards')]
    await mkdir(cards, { recursive: true, mode: 0o700 })
    const file = await takeBlank(drawer, cards)
    if (file === undefined) throw new Error(`no blank card in ${drawer}`)
    const channel = channelTo(await openSoftwareCard(fileStore(path.join(cards, file))))
    return {
      channel,
      letGo: async (outcome) => {
        await channel.close()
        if (outcome === 'rejected') await rm(path.join(cards, file), { force: true })
        if (outcome === 'untouched') await rename(path.join(cards, file), path.join(drawer, file))
      },
      isTaken: () => Promise.resolve(),
    }
  },
})

async function takeBlank(drawer: string, cards: string): Promise<string | undefined> {
  for (const file of (await readdir(drawer)).sort()) {
    if (!file.endsWith('.json')) continue
    try {
      await rename(path.join(drawer, file), path.join(cards, file))
      return file
    } catch (fault) {
      if (!(fault instanceof Error && 'code' in fault && fault.code === 'ENOENT')) throw fault
    }
  }
  return undefined
}
