import {
  cancelled,
  cardSize,
  frontOf,
  type CardFace,
  type PrintedText,
} from '@sotevarmenne/card-face/card-face'
import { cancelledNames, cardNames } from '@sotevarmenne/card-face/card-texts'
import { widthOf } from '@sotevarmenne/card-face/fit-text'
import { fonts } from '@sotevarmenne/design-tokens/tokens'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { html, trustedMarkup, type Html } from '@sotevarmenne/pages/html'
import { spareCardLabels } from '@sotevarmenne/smartcard/labels'
import { languages, type Language } from '@sotevarmenne/pages/languages'
import type { CardSeen } from '../cards/card-desk.ts'
import { holderOf, type Holder } from '../cards/certificate-facts.ts'

type CardShown = Pick<CardSeen, 'label' | 'cardNumber' | 'certificates' | 'rights'>

/** The front of the card, by the drawing of the portal and the printer, as far as its certificates say. */
export function cardPicture(card: CardShown, language: Language): Html {
  const holder = holderOf(card.certificates[0]?.der)
  const { product, printedIn = language } = cardNamed(card.label)
  const { art, texts } = frontOf(faceOf(holder, { product, language: printedIn }))
  const rights = Object.values(card.rights)
  const isCancelled = rights.length > 0 && rights.every(({ kind }) => kind === 'revoked')
  const word = cancelledNames[language]
  const said = [
    cardNames[product][language],
    holder?.name,
    holder?.title,
    card.cardNumber,
    isCancelled && word,
  ]
  return html`<svg
    class="card"
    role="img"
    viewBox="0 0 ${String(cardSize.width)} ${String(cardSize.height)}"
    font-family="${fonts.text}"
  >
    <title>${said.filter((each) => typeof each === 'string' && each !== '').join(', ')}</title>
    <g ${isCancelled && html`opacity="${String(cancelled.opacity)}" filter="${cancelled.filter}"`}>
      ${trustedMarkup(art)} ${texts.filter(({ text }) => text !== '').map(printedText)}
    </g>
    ${
      isCancelled &&
      html`<g transform="${cancelled.transform}">
        ${trustedMarkup(cancelled.art)} ${printedText(cancelled.word(word))}
      </g>`
    }
  </svg>`
}

/**
 * Which card it is, and in which language it was made: its label is the name of the card, in capitals; that of spare
 * cards has stayed as it was first written on cards.
 */
export function cardNamed(label: string): {
  readonly product: CardFace['product']
  readonly printedIn?: Language
} {
  const spare = languages.find((language) => spareCardLabels[language] === label)
  if (spare !== undefined) return { product: 'spare-card', printedIn: spare }
  const named = kinds.flatMap((product) =>
    languages.map((printedIn) => ({ product, printedIn, name: cardNames[product][printedIn] })),
  )
  const found = named.find(({ name }) => label.toUpperCase().endsWith(name.toUpperCase()))
  return found === undefined
    ? { product: 'card' }
    : { product: found.product, printedIn: found.printedIn }
}

/** `card` fits every English label, so it comes last. */
const kinds = (Object.keys(cardNames) as CardFace['product'][]).filter((kind) => kind !== 'card')

function faceOf(
  holder: Holder | undefined,
  { product, language }: Pick<CardFace, 'product' | 'language'>,
): CardFace {
  const title = holder?.title
  return {
    ...{ product, language, hasPhoto: false },
    // As its CA is named: this software reads the cards of more than one service.
    isProductionService: holder !== undefined && !/\bTEST\b/.test(holder.issuer),
    surname: holder?.surname ?? holder?.name ?? '',
    givenNames: holder?.givenNames ?? '',
    subjectNumber: holder?.registrationNumber ?? '',
    ...{ organisation: holder?.organisation, unit: holder?.unit },
    ...(title !== undefined && { title: { fi: title, sv: title, en: title } }),
    validTo: holder && dateInHelsinki(holder.notAfter),
  }
}

/** As wide as it is printed, whatever font this machine has. */
const printedText = ({ text, x, y, size, weight, fill, anchor }: PrintedText): Html =>
  html`<text
    x="${String(x)}"
    y="${String(y)}"
    font-size="${String(size)}"
    font-weight="${String(weight)}"
    fill="${fill}"
    text-anchor="${anchor}"
    textLength="${(widthOf(text) * size).toFixed(0)}"
    lengthAdjust="spacingAndGlyphs"
    >${text}</text
  >`
