import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { RelayTurnView } from '@sotevarmenne/api/card-relay'
import { openProduction, reportReaders, type ReaderState } from '@sotevarmenne/api/production'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import type { StationReader } from './readers.ts'
import type { Service } from './service.ts'
import { startStation } from './station.ts'

const channel: CardChannel = {
  atr: Uint8Array.of(0x3b, 0),
  transmit: () => Promise.resolve(Uint8Array.of(0x90, 0)),
  reset: () => Promise.resolve(),
  close: () => Promise.resolve(),
}
const cardId = '11111111-1111-4111-8111-111111111111'
const done = (chipSerial: string): RelayTurnView => ({
  state: 'done',
  outcome: { cardId, chipSerial },
})
const refused = (kind: string): RelayTurnView => ({
  state: 'refused',
  refusal: { kind, title: { fi: kind, sv: kind, en: kind } },
})

/** A service that returns the next of these for each opening; a fault means an unreachable service. */
function aService(responses: readonly (RelayTurnView | Error)[]) {
  const left = [...responses]
  const reported: (readonly { readonly reader: string; readonly state: ReaderState }[])[] = []
  const isEmpty = Promise.withResolvers<undefined>()
  const service: Service = {
    request: async (contract, input) => {
      if (contract.path === reportReaders.path) {
        reported.push((input as { readonly readers: (typeof reported)[number] }).readers)
        return { waiting: left.length } as never
      }
      if (contract.path === openProduction.path) {
        const next = left.shift()
        if (left.length === 0) isEmpty.resolve(undefined)
        if (next instanceof Error) throw next
        return (next ?? refused('nothing-to-produce')) as never
      }
      return { pdf: '', front: '', back: '' } as never
    },
  }
  return { service, reported, isEmpty: isEmpty.promise }
}

function aReader(name: string) {
  const taken: string[] = []
  const reader: StationReader = {
    name,
    insert: () =>
      Promise.resolve({
        channel,
        letGo: (outcome) => {
          taken.push(outcome)
          return Promise.resolve()
        },
        isTaken: () => Promise.resolve(),
      }),
  }
  return { reader, taken }
}

it('a station produces cards in its readers, prints them, and reports the outcome of each blank card', async () => {
  const { service, reported, isEmpty } = aService([
    done('A'),
    refused('card-not-produced'),
    refused('blank-not-in-stock'),
    new Error('the service is unreachable'),
    refused('blank-was-rejected'),
    done('B'),
  ])
  const { reader, taken } = aReader('One')
  const printed: string[] = []
  const station = startStation({
    name: 'Print room',
    readers: [reader],
    service,
    printer: ({ chipSerial }) => {
      printed.push(chipSerial)
      return Promise.resolve()
    },
    say: () => undefined,
    pause: 1,
  })
  await isEmpty
  await station.stop()
  assert.deepEqual(taken.slice(0, 5), ['created', 'rejected', 'untouched', 'rejected', 'created'])
  assert.deepEqual(printed, ['A', 'B'])
  assert.deepEqual(reported.at(-1), [])
  assert.deepEqual(reported[0], [{ reader: 'One', state: 'empty' }])
})

it('a station that waits for a card to be inserted or taken out ends on request', async () => {
  const { service } = aService([done('A'), done('B')])
  const { reader } = aReader('One')
  const waiting = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()] as const
  const full: StationReader = {
    name: 'One',
    insert: async (stopping) => {
      const inserted = await reader.insert(stopping)
      const isTaken = (): Promise<void> => {
        waiting[0].resolve(undefined)
        return new Promise(() => undefined)
      }
      return inserted && { ...inserted, isTaken }
    },
  }
  const empty: StationReader = {
    name: 'Two',
    insert: (stopping) => {
      waiting[1].resolve(undefined)
      return stopping
    },
  }
  const readers = [full, empty]
  const station = startStation({ name: 'Print room', readers, service, say: () => undefined })
  await Promise.all(waiting.map(({ promise }) => promise))
  await station.stop()
})
