import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import type { CardLayoutName } from '@sotevarmenne/smartcard/layout'
import { createBlankOf, openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import type { CardReaders } from '../ports.ts'

/**
 * Cards as files, `<folder>/<chip serial>.json`: moving the card is moving the file. Blank cards are taken
 * from the drawer; without a drawer each is a new one.
 */
export const virtualReader = ({
  folder,
  drawer,
  layout,
}: {
  readonly folder: string
  /** A folder of blank cards that were entered into the stock. */
  readonly drawer?: string
  /** Of the blank cards that are created. */
  readonly layout?: CardLayoutName
}): CardReaders => {
  const fileOf = (chipSerial: string): string => path.join(folder, `${chipSerial}.json`)
  const remove = (chipSerial: string): Promise<void> => rm(fileOf(chipSerial), { force: true })
  return {
    nextBlank: async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      if (drawer !== undefined) {
        const chipSerial = await takeFrom(drawer, folder)
        const card = await openSoftwareCard(fileStore(fileOf(chipSerial)))
        return {
          channel: channelTo(card),
          chipSerial,
          putBack: () => rename(fileOf(chipSerial), path.join(drawer, `${chipSerial}.json`)),
        }
      }
      const chipSerial = randomBytes(10).toString('hex').toUpperCase()
      const card = await createBlankOf(layout, { store: fileStore(fileOf(chipSerial)), chipSerial })
      return { channel: channelTo(card), chipSerial, putBack: () => remove(chipSerial) }
    },
    reject: remove,
  }
}

/** Only one of several programs gets the same blank card: the file is moved. */
async function takeFrom(drawer: string, folder: string): Promise<string> {
  const files = (await unlessMissing(readdir(drawer))) ?? []
  for (const file of files.sort()) {
    if (!file.endsWith('.json')) continue
    const moved = await unlessMissing(
      rename(path.join(drawer, file), path.join(folder, file)).then(() => true),
    )
    if (moved) return path.basename(file, '.json')
  }
  throw new Error(`no blank card in ${drawer}`)
}
