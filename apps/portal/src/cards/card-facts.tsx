import { colours } from '@sotevarmenne/design-tokens/tokens'
import { stateShown, type CardStateShown, type CardView } from '@sotevarmenne/api/cards'
import { withUnit } from '@sotevarmenne/card-face/unit-name'
import styled from 'styled-components'
import { Facts } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { cardTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'

export function CardFacts({ card, withHolder = false }: { card: CardView; withHolder?: boolean }) {
  const t = useTexts(cardTexts)
  const words = useTexts(wordTexts)
  const language = usePageLanguage()
  const { day, dayOf } = useDates()
  const { letter, cancelled, replacementOffered } = card
  return (
    <Facts
      facts={[
        [t('state'), <CardStateChip key="state" card={card} />],
        [
          t('cancelledBecause'),
          cancelled === undefined ? undefined : words(`cancellationReason.${cancelled.reason}`),
        ],
        [
          t('newCardOffered'),
          replacementOffered === undefined
            ? undefined
            : words(`replacementReason.${replacementOffered}`),
        ],
        [t('holder'), withHolder ? `${card.holder.givenNames} ${card.holder.surname}` : undefined],
        [t(card.product === 'professional-card' ? 'title' : 'workTitle'), card.title[language]],
        [t('product'), words(`cardProduct.${card.product}`)],
        [t('employer'), employerOf(card)],
        [t('workEmail'), card.workEmail],
        [t('registrationNumber'), card.registrationNumber],
        [t('subjectNumber'), card.subjectNumber],
        [t('cardValidUntil'), day(card.validTo)],
        [t('cardNumber'), card.cardNumber],
        [t('contactlessId'), card.contactlessId],
        [t('sentHome'), card.isSentHome === true ? t('toHolder') : undefined],
        [t('photo'), t(card.photoId === undefined ? 'withoutPhoto' : 'withPhoto')],
        [t('language'), words(`language.${card.language}`)],
        [
          t('letter'),
          letter === undefined
            ? undefined
            : letter.sentAt === undefined
              ? t('letterLeaves', { day: day(letter.plannedFor), number: letter.letterNumber })
              : t('letterLeft', { day: dayOf(letter.sentAt), number: letter.letterNumber }),
        ],
      ]}
    />
  )
}

const employerOf = ({ employer }: CardView): string | undefined =>
  employer && withUnit(employer.organisation, employer.unit)

/** The state in words; the colour only repeats them. */
export function CardStateChip({ card }: { card: Pick<CardView, 'state' | 'isSentHome'> }) {
  const words = useTexts(wordTexts)
  const state = stateShown(card)
  return <Chip $tone={tones[state]}>{words(`cardState.${state}`)}</Chip>
}

const tones: Record<CardStateShown, Tone> = {
  ordered: 'neutral',
  inProduction: 'neutral',
  productionFailed: 'bad',
  awaitingHandOver: 'waiting',
  sentHome: 'neutral',
  handedOver: 'waiting',
  inUse: 'good',
  cancelled: 'bad',
}

const tints = {
  neutral: [colours.neutralTint, colours.action],
  good: [colours.goodTint, colours.goodEdge],
  waiting: [colours.warnTint, colours.warnEdge],
  bad: [colours.badTint, colours.bad],
} as const

export type Tone = keyof typeof tints

export const Chip = styled.span<{ $tone: Tone }>`
  display: inline-block;
  padding: 1px 12px;
  border-radius: 14px;
  font-weight: 600;
  color: ${colours.text};
  background: ${({ $tone }) => tints[$tone][0]};
  box-shadow: inset 0 0 0 1px ${({ $tone }) => tints[$tone][1]};
`
