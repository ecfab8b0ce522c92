import { fork } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'

/** Signatures a second of this Node on two cores without other work: the upper bound of all issuing. */
export type RawKind = 'P-256' | 'P-384' | 'RSA-4096'

export async function rawSigningRate(kind: RawKind, seconds = 2): Promise<number> {
  const rates = await Promise.all(
    [1, 2].map(
      () =>
        new Promise<number>((resolve, reject) => {
          const child = fork(import.meta.filename, [kind, String(seconds)])
          child.once('message', (rate: number) => {
            resolve(rate)
          })
          child.once('error', reject)
        }),
    ),
  )
  return rates.reduce((sum, rate) => sum + rate, 0)
}

if (process.argv[1] === import.meta.filename) {
  const [, , kind, seconds] = process.argv
  const { privateKey } =
    kind === 'RSA-4096'
      ? generateKeyPairSync('rsa', { modulusLength: 4096 })
      : generateKeyPairSync('ec', { namedCurve: kind ?? '' })
  const hash = { 'P-256': 'sha256', 'P-384': 'sha384', 'RSA-4096': 'sha512' }[kind as RawKind]
  /** The size of a certificate's to-be-signed bytes. */
  const data = Buffer.alloc(900, 7)
  const measure = (milliseconds: number): number => {
    const start = performance.now()
    let count = 0
    while (performance.now() - start < milliseconds) {
      sign(hash, data, privateKey)
      count += 1
    }
    return (count * 1000) / (performance.now() - start)
  }
  measure(300)
  process.send?.(measure(Number(seconds) * 1000))
}
