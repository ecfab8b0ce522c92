import type { HotlineCallView } from '@sotevarmenne/api/hotline'
import type { Said } from './script-texts.ts'

/**
 * What the agent says at the end, in this order. `isBoundToEmployer`: every cancelled card is a staff or
 * actor card.
 */
export function whatToSay(
  call: Pick<HotlineCallView, 'outcome' | 'caller' | 'happened' | 'followUp'>,
  { isBoundToEmployer }: { readonly isBoundToEmployer: boolean },
): readonly Said[] {
  if (call.outcome === 'holder-not-found') return ['notFound', 'reference']
  if (call.outcome === 'advice') return ['advice', 'reference']
  const isHolder = call.caller === 'holder'
  return [
    call.outcome === 'cancelled' ? 'cancelled' : 'cancelledBefore',
    'reference',
    ...(call.caller === 'finder' ? (['finder'] as const) : []),
    ...(isHolder && isBoundToEmployer ? (['newCardOfEmployer'] as const) : []),
    ...(isHolder && !isBoundToEmployer ? (['newCard'] as const) : []),
    ...(call.happened === 'stolen' && isHolder ? (['stolen'] as const) : []),
    ...(call.happened === 'misused' && isHolder ? (['misused'] as const) : []),
    ...(call.caller === 'colleague' || call.caller === 'employer'
      ? (['notifyHolder'] as const)
      : []),
    ...(call.happened === 'lost' && call.caller !== 'finder' ? (['ifFound'] as const) : []),
    ...(call.followUp === 'open' ? (['callBack'] as const) : []),
  ]
}

/** Eight digits in two groups, as they are read aloud. */
export const spoken = (reference: string): string =>
  `${reference.slice(0, -4)} ${reference.slice(-4)}`
