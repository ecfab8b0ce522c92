import type { CardView } from '@sotevarmenne/api/cards'
import type { UncollectedCardView } from '@sotevarmenne/api/uncollected'

/** A card that has waited for three months, with a reminder sent to its holder. */
export const uncollectedCard = (
  card: CardView,
  changes: Partial<UncollectedCardView> = {},
): UncollectedCardView => ({
  card,
  state: 'waiting',
  waitedDays: 93,
  reminders: 2,
  lastRemindedAt: '2026-11-10T09:05:00.000Z',
  lastRemindedBy: 'mail',
  canBeMailed: true,
  may: ['remind', 'return', 'destroy'],
  ...changes,
})

export const uncollectedCards = ([
  one,
  two,
  three,
]: readonly CardView[]): readonly UncollectedCardView[] =>
  one === undefined || two === undefined || three === undefined
    ? []
    : [
        uncollectedCard(one),
        uncollectedCard(two, {
          ...{ waitedDays: 9, reminders: 0, lastRemindedAt: undefined, canBeMailed: false },
          may: ['remind'],
        }),
        uncollectedCard(three, { state: 'destroying', may: ['destroy'] }),
      ]
