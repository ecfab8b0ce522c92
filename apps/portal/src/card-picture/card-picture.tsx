import { cardColours, colours, fonts } from '@sotevarmenne/design-tokens/tokens'
import {
  backOf,
  cancelled,
  cardSize,
  frontOf,
  type CardProduct,
  type PrintedText,
} from '@sotevarmenne/card-face/card-face'
import { printedContacts } from '@sotevarmenne/api/service-contacts'
import { cancelledNames, productNames } from '@sotevarmenne/card-face/card-texts'
import styled from 'styled-components'
import { useIsProductionService, useServiceContacts } from '../api/service-contacts.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { cardTexts } from '../cards/texts.ts'
import type { Language, Text } from '../texts/text.ts'

/** What is printed on a card. */
export type CardFace = {
  readonly product: CardProduct
  /** Of a staff or actor card: the organisation, and the unit where there is one. */
  readonly organisation?: string | undefined
  readonly unit?: string | undefined
  readonly surname: string
  readonly givenNames: string
  /** The title of the printed right: printed in the card's language, described in the page's. */
  readonly title: Text
  /** The language in which the card is printed. */
  readonly language: Language
  readonly subjectNumber: string
  /** The last day, `YYYY-MM-DD`. */
  readonly validTo?: string | undefined
  /** A data: URL; undefined for a card without a photo. */
  readonly photo?: string | undefined
  readonly cardNumber?: string | undefined
}

/**
 * The card as it is printed, by the drawing that also makes the printer's files; described in the page's
 * language.
 */
export function CardPicture({
  face,
  side = 'front',
  isCancelled = false,
}: {
  face: CardFace
  side?: 'front' | 'back'
  /** A cancelled card is drawn pale, with that word across it. */
  isCancelled?: boolean
}) {
  const t = useTexts(cardTexts)
  const pageLanguage = usePageLanguage()
  const contacts = useServiceContacts()
  const isProductionService = useIsProductionService() === true
  const label =
    t(side === 'front' ? 'pictureOfFront' : 'pictureOfBack', {
      product: productNames[face.product][pageLanguage],
      name: `${face.givenNames} ${face.surname}`,
      title: face.title[pageLanguage],
      cardNumber: face.cardNumber ?? '–',
    }) + (isCancelled ? `. ${cancelledNames[pageLanguage]}` : '')
  const drawing = (side === 'front' ? frontOf : backOf)({
    ...face,
    hasPhoto: face.photo !== undefined,
    contacts: printedContacts(contacts),
    isProductionService,
  })
  return (
    <Plastic
      role="img"
      aria-label={label}
      viewBox={`0 0 ${String(cardSize.width)} ${String(cardSize.height)}`}
    >
      <g {...(isCancelled && { opacity: cancelled.opacity, filter: cancelled.filter })}>
        {/* The art has no words of anybody in it. */}
        <g dangerouslySetInnerHTML={{ __html: drawing.art }} />
        {drawing.photo === undefined ? null : (
          <>
            <image {...drawing.photo} href={face.photo} preserveAspectRatio="xMidYMid slice" />
            <rect {...drawing.photo} fill="none" stroke={colours.brand} strokeWidth="2" />
          </>
        )}
        {drawing.texts.map((printed) => (
          <Printed key={`${String(printed.x)} ${String(printed.y)}`} printed={printed} />
        ))}
      </g>
      {isCancelled ? <Across word={cancelledNames[pageLanguage]} /> : null}
    </Plastic>
  )
}

const Across = ({ word }: { word: string }) => (
  <g transform={cancelled.transform}>
    <g dangerouslySetInnerHTML={{ __html: cancelled.art }} />
    <Printed printed={cancelled.word(word)} />
  </g>
)

const Printed = ({
  printed: { text, x, y, size, weight, fill, anchor, spacing },
}: {
  printed: PrintedText
}) => (
  <text
    x={x}
    y={y}
    fontSize={size}
    fontWeight={weight}
    fill={fill}
    textAnchor={anchor}
    letterSpacing={spacing}
  >
    {text}
  </text>
)

const Plastic = styled.svg`
  display: block;
  width: 100%;
  max-width: 428px;
  height: auto;
  border-radius: 16px;
  background: ${cardColours.paper};
  box-shadow:
    0 0 0 1px ${colours.line},
    0 4px 12px ${colours.shadow};
  font-family: ${fonts.text};
`
