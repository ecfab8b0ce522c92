import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { ProductionData } from './domain/card.ts'
import type { TimelineEntry } from './stores/timeline.ts'

/** For cards and spare cards alike, in the form of the HTTP contract. */
export const showCertificates = (production: Pick<ProductionData, 'certificates'> | undefined) =>
  (production?.certificates ?? []).map(({ purpose, serial, notBefore, notAfter }) => ({
    ...{ purpose, serial },
    notBefore: formatInstant(notBefore),
    notAfter: formatInstant(notAfter),
  }))

export const showTimeline = (timeline: readonly TimelineEntry[]) =>
  timeline.map(({ at, what }) => ({ at: formatInstant(at), what }))
