import type { StockView } from '@sotevarmenne/api/stock'
import type { LettersView, ProductionView } from '@sotevarmenne/api/production'

const at = Date.UTC(2026, 10, 24, 10, 20)
const ago = (seconds: number): string => new Date(at - 1000 * seconds).toISOString()
/** The registrar’s point. */
export const pointId = 'a0000009-0000-4000-8000-000000000000'
const cardId = (last: number): string => `a000000${String(last)}-0000-4000-8000-000000000000`
const removed = {
  kind: 'card-removed',
  title: {
    fi: 'Kortti poistettiin lukijasta kesken valmistuksen',
    sv: 'Kortet togs ut ur läsaren under tillverkningen',
    en: 'The card was taken out of the reader during production',
  },
}

/** A working station with three readers, and one card that cannot be produced. */
export const production: ProductionView = {
  at: ago(0),
  waiting: 14,
  waitingSince: ago(900),
  running: [
    {
      cardId: cardId(1),
      station: 'Print room',
      reader: 'Reader 1',
      stage: 'writing',
      since: ago(3),
    },
  ],
  readers: [
    { station: 'Print room', reader: 'Reader 1', state: 'working', at: ago(1) },
    { station: 'Print room', reader: 'Reader 2', state: 'take-out', at: ago(1) },
    { station: 'Print room', reader: 'Reader 3', state: 'trouble', at: ago(1) },
  ],
  producedByMinute: Array.from({ length: 60 }, (_, index) => (index < 30 ? 0 : 3 + (index % 4))),
  secondsPerCard: 4.2,
  failures: [
    { cardId: cardId(2), at: ago(600), tries: 3, isFinal: true, findings: [removed] },
    { cardId: cardId(3), at: ago(60), tries: 1, isFinal: false, findings: [removed] },
  ],
}

export const stock: StockView = {
  places: [
    { place: 'production', inStock: 812, used: 188, rejected: 3, missing: 0, isLow: false },
    {
      place: pointId,
      name: 'Esimerkkilän rekisteröintipiste',
      inStock: 4,
      used: 0,
      rejected: 0,
      missing: 1,
      isLow: true,
    },
  ],
  batches: [
    {
      batchId: cardId(8),
      chipModel: 'MyEID 4.5',
      firstSerial: 'E0000000000000000001',
      lastSerial: 'E00000000000000003E8',
      amount: 1000,
      inStock: 816,
      receivedAt: ago(86_400),
    },
  ],
  rejected: [
    {
      chipSerial: 'E0000000000000000007',
      place: 'production',
      because: 'not-produced',
      at: ago(3600),
    },
  ],
  lowAt: 20,
}

/**
 * An acknowledged batch, one that the card and letter bureau refuses, and letters that wait for an address.
 */
export const letters: LettersView = {
  at: ago(0),
  planned: [
    { day: '2026-11-25', letters: 212 },
    { day: '2026-11-26', letters: 96 },
  ],
  waiting: {
    letters: 125,
    leftBehind: { 'register-unavailable': 4, 'not-written': 1, 'refused-by-bureau': 0 },
  },
  batches: [
    {
      batchId: 'b0000001-0000-4000-8000-000000000000',
      day: '2026-11-24',
      letters: 120,
      formedAt: ago(40_000),
      state: 'open',
      tried: { at: ago(600), trouble: 'bureau-unavailable' },
    },
    {
      batchId: 'b0000002-0000-4000-8000-000000000000',
      day: '2026-11-23',
      letters: 187,
      formedAt: ago(126_000),
      state: 'accepted',
      acceptedAt: ago(125_900),
      manifestDigest: 'c0ffee00'.repeat(8),
    },
  ],
}
