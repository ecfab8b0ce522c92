import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo, createBlankCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import type { CardReaders } from '../ports.ts'

/** Plastic as files: each blank is a new one, `<folder>/<chip serial>.json`. Moving the card is moving the file. */
export const virtualReader = ({ folder }: { readonly folder: string }): CardReaders => {
  const fileOf = (chipSerial: string): string => path.join(folder, `${chipSerial}.json`)
  return {
    nextBlank: async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const chipSerial = randomBytes(10).toString('hex').toUpperCase()
      const card = await createBlankCard({ store: fileStore(fileOf(chipSerial)), chipSerial })
      return { channel: channelTo(card), chipSerial }
    },
    reject: (chipSerial) => rm(fileOf(chipSerial), { force: true }),
  }
}
