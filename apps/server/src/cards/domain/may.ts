import type { Card } from './card.ts'
import { judgeClosing, judgeHandOver, judgeLoss, type Asker } from './rules.ts'

export type MayDo = 'hand-over' | 'close' | 'report-lost'

/** What a registrar may do with the card now: the rules of the deeds themselves are asked. */
export function registrarMay(card: Card, registrar: Asker): readonly MayDo[] {
  const reason = card.state === 'productionFailed' ? 'production-failed' : 'lost'
  const handOver = judgeHandOver(card, registrar)
  const closing = judgeClosing(card, reason)
  return [
    ...(handOver.ok ? (['hand-over'] as const) : []),
    ...(closing.ok ? (['close'] as const) : []),
  ]
}

/** What the holder may do with the own card now. */
export function holderMay(card: Card, holder: Asker): readonly MayDo[] {
  const loss = judgeLoss(card, holder)
  return loss.ok ? ['report-lost'] : []
}
