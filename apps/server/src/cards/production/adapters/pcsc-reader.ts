import { setTimeout as wait } from 'node:timers/promises'
import { second } from '@sotevarmenne/kernel/instant'
import { isCardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { selectFile } from '@sotevarmenne/smartcard/card-files'
import { paths, type CardLayoutName } from '@sotevarmenne/smartcard/layout'
import { openPcscReader, readerTroubleOf, waitUntilEmpty } from '@sotevarmenne/smartcard/pcsc'
import { isOfOurLayout, readChipSerial, readToken } from '@sotevarmenne/smartcard/card-facts'
import { wipeBySigner, type AdminKeys } from '#cards/card/index.ts'
import type { Blank, CardReaders } from '../ports.ts'

/** The operations of PC/SC that are used. */
export type Pcsc = {
  /** Waits for a card. */
  readonly open: (name: string) => Promise<CardChannel>
  /** Waits until there is no card. */
  readonly untilEmpty: (name: string) => Promise<void>
}

type ProvingKeys = Pick<AdminKeys, 'prove'>

/**
 * A reader on this machine. Cards are produced one after another: the next blank card waits until the
 * previous card is released, and until any card that is not blank has been removed.
 */
export function pcscReader({
  name,
  say,
  layout,
  adminKeys,
  pcsc = { open: openPcscReader, untilEmpty: waitUntilEmpty },
  patience = 30 * second,
}: {
  readonly name: string
  /** Shows instructions to the person at the reader. */
  readonly say: (words: string) => void
  /** Of the blank cards that are taken; any that can be produced when absent. */
  readonly layout?: CardLayoutName
  /** Wipes rejected cards. */
  readonly adminKeys: ProvingKeys
  readonly pcsc?: Pcsc
  /** Milliseconds for which another program may use the card. */
  readonly patience?: number
}): CardReaders {
  let letGo: Promise<unknown> = Promise.resolve()
  // A rejected card is wiped if possible, and would then pass for a blank card.
  const rejected = new Set<string>()
  return {
    nextBlank: async () => {
      const before = letGo
      const { promise, resolve } = Promise.withResolvers<undefined>()
      letGo = promise
      await before
      try {
        const { channel, ...blank } = await openBlank({
          ...{ name, say, layout, adminKeys, pcsc, rejected, patience },
        })
        return {
          ...blank,
          channel: {
            ...channel,
            close: () =>
              channel.close().finally(() => {
                resolve(undefined)
              }),
          },
        }
      } catch (fault) {
        resolve(undefined)
        throw fault
      }
    },
    reject: (chipSerial) => {
      rejected.add(chipSerial)
      return Promise.resolve()
    },
  }
}

async function openBlank({
  name,
  say,
  layout,
  adminKeys,
  pcsc,
  rejected,
  patience,
}: {
  readonly name: string
  readonly say: (words: string) => void
  readonly layout: CardLayoutName | undefined
  readonly adminKeys: ProvingKeys
  readonly pcsc: Pcsc
  readonly rejected: ReadonlySet<string>
  readonly patience: number
}): Promise<Blank> {
  for (;;) {
    const channel = await openWhenFree(() => pcsc.open(name), patience)
    const { what, ...chip } = await look(channel, { rejected, layout })
    if (what === 'blank') return { channel, ...chip }

    if (what === 'rejected' && !(await isEmptied(channel, adminKeys)))
      say(`The card in the reader "${name}" can't be emptied: destroy it.`)
    await channel.close()
    if (what === 'gone') continue
    say(`Take the ${what} card out of the reader "${name}" and put a blank one in.`)
    await pcsc.untilEmpty(name)
  }
}

/** A new card is first read by every program that watches readers, the card reader software among them. */
async function openWhenFree(
  open: () => Promise<CardChannel>,
  patience: number,
): Promise<CardChannel> {
  for (const limit = performance.now() + patience; ;) {
    try {
      return await open()
    } catch (fault) {
      if (readerTroubleOf(fault) !== 'card-in-use' || performance.now() >= limit) throw fault
    }
    await wait(pauseWhileInUse)
  }
}

const pauseWhileInUse = 100

/**
 * Wipes a rejected card as far as possible: one that was pulled out at the last command is finished, and no
 * personal data may remain on discarded plastic.
 */
async function isEmptied(channel: CardChannel, adminKeys: ProvingKeys): Promise<boolean> {
  try {
    const token = await readToken(channel)
    // A card that was never finished may have no number; it needs no key.
    const of = token.ok
      ? { cardNumber: token.value.cardNumber, adminKeyVersion: undefined }
      : undefined
    return (await wipeBySigner({ adminKeys }, channel, of)).ok
  } catch (fault) {
    if (isCardRemoved(fault)) return false
    throw fault
  }
}

type Seen =
  | { readonly what: 'blank'; readonly chipSerial?: string }
  | { readonly what: 'finished' | 'rejected' | 'foreign' | 'gone' }

async function look(
  channel: CardChannel,
  {
    rejected,
    layout,
  }: { readonly rejected: ReadonlySet<string>; readonly layout: CardLayoutName | undefined },
): Promise<Seen> {
  try {
    if (!(await isOfOurLayout(channel, layout))) return { what: 'foreign' }
    const chip = await readChipSerial(channel)
    if (chip.ok && rejected.has(chip.value)) return { what: 'rejected' }
    const application = await selectFile(channel, paths.application)
    if (application.ok && application.value?.isActivated === true) return { what: 'finished' }
    return { what: 'blank', ...(chip.ok && { chipSerial: chip.value }) }
  } catch (fault) {
    if (isCardRemoved(fault)) return { what: 'gone' }
    await channel.close()
    throw fault
  }
}
