import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { oneAtATime } from '@sotevarmenne/smartcard/one-at-a-time'
import { openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { readCard } from '@sotevarmenne/smartcard/use'
import { faultsInFile } from '@sotevarmenne/smartcard/virtual-card/fault-file'
import { withFaults } from '@sotevarmenne/smartcard/virtual-card/faults'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { ifThere } from '../files.ts'
import type { CardOnShelf, CardReader } from './card-reader.ts'
import { holderOf } from './certificate-facts.ts'

/**
 * A reader in software. Its cards are files, `<chip serial>.json`; the one that is in is chosen on the page, and
 * misbehaves as the file `next-fault` says.
 */
export function createVirtualReader(folder: string): CardReader {
  const faults = faultsInFile(path.join(folder, 'next-fault'))
  const inTurn = oneAtATime()
  const listeners = new Set<() => void>()
  let inserted: { readonly chipSerial: string; readonly channel: CardChannel } | undefined

  const changed = () => {
    for (const listener of listeners) listener()
  }
  const takeOut = async () => {
    await inserted?.channel.close()
    inserted = undefined
  }

  return {
    id: 'virtual',
    name: 'Virtual reader',
    withCard: (deed) =>
      inTurn(async () => {
        if (!inserted) return refuse({ kind: 'no-card' })
        return ok(await deed(inserted.channel))
      }),
    onChange: (listener) => void listeners.add(listener),
    shelf: {
      list: async () => {
        const cards = await Promise.all((await chipSerialsIn(folder)).map(look(folder)))
        return cards
          .filter((card) => card !== undefined)
          .map((card) => ({ ...card, isIn: card.chipSerial === inserted?.chipSerial }))
          .sort((one, other) => one.holder.localeCompare(other.holder, 'fi'))
      },
      insert: async (chipSerial) => {
        if (!(await chipSerialsIn(folder)).includes(chipSerial)) return false
        await inTurn(async () => {
          await takeOut()
          const card = await openSoftwareCard(fileStore(fileOf(folder, chipSerial)))
          inserted = { chipSerial, channel: channelTo(withFaults(card, faults)) }
        })
        changed()
        return true
      },
      takeOut: async () => {
        await inTurn(takeOut)
        changed()
      },
    },
    close: () => inTurn(takeOut),
  }
}

const fileOf = (folder: string, chipSerial: string): string =>
  path.join(folder, `${chipSerial}.json`)

async function chipSerialsIn(folder: string): Promise<readonly string[]> {
  const names = (await ifThere(readdir(folder))) ?? []
  return names.flatMap((name) => /^([0-9A-Za-z]+)\.json$/.exec(name)?.[1] ?? [])
}

/** Looks at what is printed. A card that production has not finished is not lying here for anybody. */
const look =
  (folder: string) =>
  async (chipSerial: string): Promise<Omit<CardOnShelf, 'isIn'> | undefined> => {
    const channel = channelTo(await openSoftwareCard(fileStore(fileOf(folder, chipSerial))))
    const read = await readCard(channel)
    await channel.close()
    if (!read.ok) return undefined
    const { cardNumber, certificates, label } = read.value
    return { chipSerial, cardNumber, holder: holderOf(certificates[0]?.der)?.name ?? label }
  }
