import { openPcscReader } from '@sotevarmenne/smartcard/pcsc'
import type { CardReaders } from '../ports.ts'

/**
 * A reader on this machine. Cards are made one after another: the next blank waits until the card before it is let go.
 * A rejected card was emptied and may lie in the reader still; what it says is looked at before it is used again.
 */
export function pcscReader({ name }: { readonly name: string }): CardReaders {
  let letGo: Promise<unknown> = Promise.resolve()
  return {
    nextBlank: async () => {
      const before = letGo
      const { promise, resolve } = Promise.withResolvers<undefined>()
      letGo = promise
      await before
      try {
        const channel = await openPcscReader(name)
        return {
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
    reject: () => Promise.resolve(),
  }
}
