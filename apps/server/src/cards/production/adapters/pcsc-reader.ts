import { randomBytes } from 'node:crypto'
import { isCardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { selectFile } from '@sotevarmenne/smartcard/card-files'
import { paths } from '@sotevarmenne/smartcard/layout'
import { openPcscReader, waitUntilEmpty } from '@sotevarmenne/smartcard/pcsc'
import { isOfOurLayout, wipe } from '@sotevarmenne/smartcard/personaliser'
import { readChipSerial, readToken } from '@sotevarmenne/smartcard/card-facts'
import { adminKeyLength } from '@sotevarmenne/smartcard/admin-key'
import type { Blank, CardReaders } from '../ports.ts'

/** The operations of PC/SC that are used. */
export type Pcsc = {
  /** Waits for a card. */
  readonly open: (name: string) => Promise<CardChannel>
  /** Waits until there is no card. */
  readonly untilEmpty: (name: string) => Promise<void>
}

type AdminKeyOf = (cardNumber: string) => Promise<Uint8Array>

/**
 * A reader on this machine. Cards are produced one after another: the next blank card waits until the
 * previous card is released, and until any card that is not blank has been removed.
 */
export function pcscReader({
  name,
  say,
  adminKeyOf,
  pcsc = { open: openPcscReader, untilEmpty: waitUntilEmpty },
}: {
  readonly name: string
  /** Shows instructions to the person at the reader. */
  readonly say: (words: string) => void
  /** Admin key of a card that was produced here; rejects when it cannot be obtained. */
  readonly adminKeyOf: AdminKeyOf
  readonly pcsc?: Pcsc
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
        const { channel, ...blank } = await openBlank({ name, say, adminKeyOf, pcsc, rejected })
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
  adminKeyOf,
  pcsc,
  rejected,
}: {
  readonly name: string
  readonly say: (words: string) => void
  readonly adminKeyOf: AdminKeyOf
  readonly pcsc: Pcsc
  readonly rejected: ReadonlySet<string>
}): Promise<Blank> {
  for (;;) {
    const channel = await pcsc.open(name)
    const { what, ...chip } = await look(channel, rejected)
    if (what === 'blank') return { channel, ...chip }

    if (what === 'rejected' && !(await isEmptied(channel, adminKeyOf)))
      say(`The card in the reader "${name}" can't be emptied: destroy it.`)
    await channel.close()
    if (what === 'gone') continue
    say(`Take the ${what} card out of the reader "${name}" and put a blank one in.`)
    await pcsc.untilEmpty(name)
  }
}

/**
 * Wipes a rejected card as far as possible: one that was pulled out at the last command is finished, and no
 * personal data may remain on discarded plastic.
 */
async function isEmptied(channel: CardChannel, adminKeyOf: AdminKeyOf): Promise<boolean> {
  try {
    const token = await readToken(channel)
    // A card that was never finished may have no number; it needs no key.
    const adminKey = token.ok
      ? await adminKeyOf(token.value.cardNumber)
      : new Uint8Array(randomBytes(adminKeyLength))
    const wiped = await wipe(channel, adminKey)
    return wiped.ok
  } catch (fault) {
    if (isCardRemoved(fault)) return false
    throw fault
  }
}

type Seen =
  | { readonly what: 'blank'; readonly chipSerial?: string }
  | { readonly what: 'finished' | 'rejected' | 'foreign' | 'gone' }

async function look(channel: CardChannel, rejected: ReadonlySet<string>): Promise<Seen> {
  if (!isOfOurLayout(channel)) return { what: 'foreign' }
  try {
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
