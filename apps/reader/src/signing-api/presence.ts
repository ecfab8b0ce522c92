import { second } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import type { CardDesk } from '../cards/card-desk.ts'

/** `in-use`: another program has reserved a card, and nobody can see which. */
export type Presence = 'in' | 'out' | 'in-use'

/** A page sends a new request after this: it must notice a program that has ended. */
const maxWatchMilliseconds = 20 * second

/**
 * Whether the card with the certificate of this serial number is in a reader: resolves at once when it is
 * not, otherwise when it is taken out, or after the seconds (twenty at most). Reads only when a reader
 * notifies of a change.
 */
export function awaitAbsence(
  desk: Pick<CardDesk, 'readers' | 'see' | 'watch'>,
  { serial, seconds, gone }: { readonly serial: string; seconds: number; gone: AbortSignal },
): Promise<Presence> {
  const patience = Math.min(Math.max(0, seconds * second) || 0, maxWatchMilliseconds)
  return new Promise((resolve, reject) => {
    let last: Presence = 'out'
    const leave = (): void => {
      stop()
      clearTimeout(timer)
    }
    const end = (): void => {
      leave()
      resolve(last)
    }
    const look = (): void => {
      presenceOf(desk, serial).then(
        (seen) => {
          last = seen
          if (seen === 'out' || patience === 0) end()
        },
        (fault: unknown) => {
          leave()
          reject(fault instanceof Error ? fault : new Error(String(fault)))
        },
      )
    }
    const stop = desk.watch(look)
    const timer = setTimeout(end, patience === 0 ? maxWatchMilliseconds : patience)
    gone.addEventListener('abort', end)
    look()
  })
}

async function presenceOf(
  desk: Pick<CardDesk, 'readers' | 'see'>,
  serial: string,
): Promise<Presence> {
  const seen = await Promise.all(desk.readers.map((reader) => desk.see(reader)))
  const isIn = seen.some(
    (each) => each.state === 'card' && each.card.certificates.some(({ der }) => isOf(der, serial)),
  )
  if (isIn) return 'in'
  return seen.some(({ state }) => state === 'in-use') ? 'in-use' : 'out'
}

function isOf(der: Uint8Array, serial: string): boolean {
  const certificate = decodeCertificate(der)
  return certificate.ok && formatSerial(certificate.value.serial) === serial
}
