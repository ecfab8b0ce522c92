import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { isCardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { oneAtATime } from '@sotevarmenne/smartcard/one-at-a-time'
import { openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { proveEmpty } from '@sotevarmenne/smartcard/read-back'
import { readCard } from '@sotevarmenne/smartcard/use'
import { faultsInFile } from '@sotevarmenne/smartcard/virtual-card/fault-file'
import { withFaults } from '@sotevarmenne/smartcard/virtual-card/faults'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { ifThere } from '../files.ts'
import type { CardBeside, CardReader } from './card-reader.ts'
import { holderOf } from './certificate-facts.ts'

/**
 * A reader in software. Its cards are files, `<chip serial>.json`; the card in the reader is chosen on the
 * page, and misbehaves as the file `next-fault` says. Beside the finished cards is a drawer of blank cards,
 * which become spare cards and blank cards again.
 */
export function createVirtualReader(folder: string, drawer?: string): CardReader {
  const faults = faultsInFile(path.join(folder, 'next-fault'))
  const inTurn = oneAtATime()
  const listeners = new Set<() => void>()
  let inserted: { readonly chipSerial: string; readonly channel: CardChannel } | undefined

  const changed = () => {
    for (const listener of listeners) listener()
  }
  /** A card that was pulled out during an operation, or taken by another program, is on the table again. */
  const watched = (channel: CardChannel): CardChannel => {
    const watch = <Value>(response: Promise<Value>): Promise<Value> =>
      response.catch((fault: unknown) => {
        if (isCardRemoved(fault) && inserted?.channel === own) {
          inserted = undefined
          changed()
        }
        throw fault
      })
    const own: CardChannel = {
      ...channel,
      transmit: (apdu) => watch(channel.transmit(apdu)),
      reset: () => watch(channel.reset()),
    }
    return own
  }
  const takeOut = async () => {
    await inserted?.channel.close()
    inserted = undefined
  }

  return {
    id: 'virtual',
    name: 'Virtual reader',
    withCard: (operation) =>
      inTurn(async () => {
        if (!inserted) return refuse({ kind: 'no-card' })
        return ok(await operation(inserted.channel))
      }),
    onChange: (listener) => void listeners.add(listener),
    shelf: {
      list: async () => {
        const onTable = await Promise.all((await chipSerialsIn(folder)).map(look(folder)))
        const inDrawer =
          drawer === undefined
            ? []
            : await Promise.all((await chipSerialsIn(drawer)).map(look(drawer)))
        // A card with unfinished production is shown to nobody.
        return [...onTable.filter(({ state }) => state === 'finished'), ...inDrawer]
          .map((card) => ({ ...card, isIn: card.chipSerial === inserted?.chipSerial }))
          .sort((one, other) => nameOf(one).localeCompare(nameOf(other), 'fi'))
      },
      insert: async (chipSerial) => {
        const of = [folder, ...(drawer === undefined ? [] : [drawer])]
        const where = await Promise.all(of.map((each) => chipSerialsIn(each)))
        const lies = of.find((_, at) => where[at]?.includes(chipSerial) === true)
        if (lies === undefined) return false
        await inTurn(async () => {
          await takeOut()
          const card = await openSoftwareCard(fileStore(fileOf(lies, chipSerial)))
          inserted = { chipSerial, channel: watched(channelTo(withFaults(card, faults))) }
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

/** Reads what is printed on the card, and whether anything is stored on it. */
const look =
  (folder: string) =>
  async (chipSerial: string): Promise<CardBeside> => {
    const channel = channelTo(await openSoftwareCard(fileStore(fileOf(folder, chipSerial))))
    const read = await readCard(channel)
    const isEmpty = !read.ok && (await proveEmpty(channel)).ok
    await channel.close()
    if (!read.ok) return { chipSerial, state: isEmpty ? 'blank' : 'unfinished' }
    const { cardNumber, certificates, label } = read.value
    const holder = holderOf(certificates[0]?.der)?.name ?? label
    return { chipSerial, state: 'finished', label, cardNumber, holder }
  }

const nameOf = (card: CardBeside): string => (card.state === 'finished' ? card.holder : '')
