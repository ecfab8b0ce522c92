import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { oneAtATime } from '@sotevarmenne/smartcard/one-at-a-time'
import { openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { readCard } from '@sotevarmenne/smartcard/use'
import type { CardTrouble } from '@sotevarmenne/smartcard/words'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo, type VirtualCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import type { CardReader } from './card-reader.ts'

export type CardOfFile = {
  readonly card: VirtualCard
  /** The root on the card, DER: a user who starts the program with this very file trusts it. */
  readonly root: Uint8Array | undefined
}

/** A virtual test card, as the service gives it to vendors. Throws when the file is not such a card. */
export async function openCardFile(file: string): Promise<Result<CardOfFile, CardTrouble>> {
  const card = await openSoftwareCard(fileStore(file))
  const channel = channelTo(card)
  const read = await readCard(channel)
  await channel.close()
  return read.ok ? ok({ card, root: read.value.chain.at(-1) }) : read
}

/** A reader in software in which the card stays. */
export function readerWith(card: VirtualCard): CardReader {
  const inTurn = oneAtATime()
  const channel: CardChannel = channelTo(card)
  return {
    id: 'virtual',
    name: 'Virtual reader',
    withCard: (operation) => inTurn(async () => ok(await operation(channel))),
    onChange: () => undefined,
    close: () => inTurn(() => channel.close()),
  }
}
