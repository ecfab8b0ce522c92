import { createHash } from 'node:crypto'
import { watchPcsc } from '@sotevarmenne/smartcard/pcsc-watch'
import type { CardReader } from './card-reader.ts'
import { createPcscReader } from './pcsc-reader.ts'
import type { Readers } from './readers.ts'

/** Every reader that PC/SC knows. It notices at once when a reader or a card is plugged in or removed. */
export function allPcscReaders(): Readers {
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const created = new Map<string, CardReader>()
  const watch = watchPcsc(changed)

  const readerNamed = (name: string): CardReader => {
    const known = created.get(name)
    if (known) return known
    const reader = createPcscReader(name, {
      id: `pcsc-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`,
      hasCard: () => watch.readers().some((each) => each.name === name && each.hasCard),
    })
    reader.onChange(changed)
    created.set(name, reader)
    return reader
  }

  return {
    now: () => watch.readers().map(({ name }) => readerNamed(name)),
    isServiceRunning: watch.isRunning,
    onChange: (listener) => void listeners.add(listener),
    close: watch.stop,
  }
}
