import { suomifiDesignTokens } from 'suomifi-ui-components'
import styled from 'styled-components'
import { formatDay, usePageLanguage } from '../texts/dates.ts'
import { useTexts, useTextsIn } from '../texts/index.ts'
import type { Language, Text } from '../texts/text.ts'
import { fitText } from './fit-text.ts'

/** What is printed on a professional card. */
export type CardFace = {
  readonly surname: string
  readonly givenNames: string
  /** The title of the printed right: printed in the card's language, told in the page's. */
  readonly title: Text
  /** The language in which the card is printed. */
  readonly language: Language
  readonly registrationNumber: string
  /** The last day, `YYYY-MM-DD`. */
  readonly validTo?: string | undefined
  /** A data: address; a card without a photo has none. */
  readonly photo?: string | undefined
  readonly cardNumber?: string | undefined
}

/** The card as it is printed, drawn from its data in the card's own language; described in the page's. One tenth of a millimetre is one unit (ID-1, ISO/IEC 7810). */
export function CardPicture({ face, side = 'front' }: { face: CardFace; side?: 'front' | 'back' }) {
  const t = useTexts('card')
  const pageLanguage = usePageLanguage()
  const label = t(side === 'front' ? 'pictureOfFront' : 'pictureOfBack', {
    name: `${face.givenNames} ${face.surname}`,
    title: face.title[pageLanguage],
    cardNumber: face.cardNumber ?? '–',
  })
  return (
    <Plastic role="img" aria-label={label} viewBox="0 0 856 540">
      {side === 'front' ? <Front face={face} /> : <Back face={face} />}
    </Plastic>
  )
}

function Front({ face }: { face: CardFace }) {
  const t = useTextsIn('card', face.language)
  const width = face.photo === undefined ? 736 : 520
  const surname = fitText(face.surname, { width, largest: 44, smallest: 24 })
  const givenNames = fitText(face.givenNames, { width, largest: 36, smallest: 22 })
  const title = fitText(face.title[face.language], {
    width,
    largest: 27,
    smallest: 19,
    maxLines: 2,
  })
  return (
    <>
      <Background />
      <rect width="856" height="104" fill={ink} />
      <text x="60" y="50" fontSize="34" fontWeight="700" fill="#fff">
        Ammattikortti
      </text>
      <text x="60" y="84" fontSize="22" fill="#fff">
        Yrkeskort · Professional card
      </text>
      <rect x="700" y="30" width="96" height="44" rx="22" fill="#f6c644" />
      <text x="748" y="61" fontSize="26" fontWeight="700" fill={ink} textAnchor="middle">
        TEST
      </text>
      <Chip />
      <Waves />
      {face.photo === undefined ? null : (
        <>
          <image
            href={face.photo}
            x="616"
            y="136"
            width="180"
            height="231.4"
            preserveAspectRatio="xMidYMid slice"
          />
          <rect
            x="616"
            y="136"
            width="180"
            height="231.4"
            fill="none"
            stroke={ink}
            strokeWidth="2"
          />
        </>
      )}
      <g fill="#212121">
        <text x="60" y="342" fontSize={surname.size} fontWeight="700">
          {surname.lines[0]}
        </text>
        <text x="60" y="382" fontSize={givenNames.size} fontWeight="600">
          {givenNames.lines[0]}
        </text>
        {title.lines.map((line, index) => (
          <text
            key={line}
            x="60"
            y={417 + index * (title.size + 3)}
            fontSize={title.size}
            fill={ink}
            fontWeight="600"
          >
            {line}
          </text>
        ))}
        <text x="60" y="482" fontSize="17">
          {t('printedRegistrationNumber')}
        </text>
        <text x="60" y="512" fontSize="27" fontWeight="600">
          {face.registrationNumber}
        </text>
        <text x="420" y="482" fontSize="17">
          {t('printedValidTo')}
        </text>
        <text x="420" y="512" fontSize="27" fontWeight="600">
          {face.validTo === undefined ? '–' : formatDay(face.validTo, face.language)}
        </text>
      </g>
    </>
  )
}

function Back({ face }: { face: CardFace }) {
  const t = useTextsIn('card', face.language)
  return (
    <>
      <Background />
      <rect y="54" width="856" height="14" fill={ink} />
      <text x="60" y="128" fontSize="19" fill="#212121">
        {t('printedCardNumber')}
      </text>
      <text x="60" y="172" fontSize="36" fontWeight="600" letterSpacing="2" fill="#212121">
        {face.cardNumber ?? t('numberComesInProduction')}
      </text>
      {notices.map((lines, index) => (
        <text key={lines[0]} x="60" y={252 + index * 78} fontSize="20" fill="#212121">
          {lines.map((line, row) => (
            <tspan key={line} x="60" dy={row === 0 ? 0 : 26}>
              {line}
            </tspan>
          ))}
        </text>
      ))}
      <text x="796" y="500" fontSize="26" fontWeight="700" fill={ink} textAnchor="end">
        TEST
      </text>
    </>
  )
}

const ink = suomifiDesignTokens.colors.brandBase

/** Printed in all three languages whatever the card's language: who finds a card may read any of them. */
const notices = [
  [
    'Jos löydät kortin, vie se mihin tahansa rekisteröintipisteeseen.',
    'Ilmoita kadonneesta kortista heti.',
  ],
  [
    'Om du hittar kortet, lämna det till ett registreringsställe.',
    'Anmäl ett förlorat kort genast.',
  ],
  ['If you find this card, take it to any registration point.', 'Report a lost card at once.'],
] as const

const Background = () => (
  <>
    <rect width="856" height="540" fill="#f4f8fc" />
    <g fill="none" stroke="#cfe0f2" strokeWidth="3">
      {[0, 1, 2, 3, 4, 5, 6].map((ring) => (
        <circle key={ring} cx="856" cy="540" r={90 + ring * 62} />
      ))}
    </g>
  </>
)

/** The contacts, where the chip lies on the card (ISO/IEC 7816-2). */
const Chip = () => (
  <g transform="translate(88 150)">
    <rect width="140" height="118" rx="16" fill="#e3b94a" stroke="#9a7616" strokeWidth="2" />
    <path
      d="M0 39h48M0 79h48M92 39h48M92 79h48M48 0v118M92 0v118M48 39q22 20 44 0M48 79q22-20 44 0"
      fill="none"
      stroke="#9a7616"
      strokeWidth="2"
    />
  </g>
)

/** The card works without contact for access control. */
const Waves = () => (
  <g transform="translate(268 209)" fill="none" stroke={ink} strokeWidth="5" strokeLinecap="round">
    <path d="M0 -14a22 22 0 0 1 0 28M14 -26a40 40 0 0 1 0 52M28 -38a58 58 0 0 1 0 76" />
  </g>
)

const Plastic = styled.svg`
  display: block;
  width: 100%;
  max-width: 428px;
  height: auto;
  border-radius: 16px;
  background: #f4f8fc;
  box-shadow:
    0 0 0 1px ${suomifiDesignTokens.colors.depthLight1},
    0 4px 12px hsla(0, 0%, 13%, 0.18);
  font-family: 'Source Sans 3', Arial, sans-serif;
`
