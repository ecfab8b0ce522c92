import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { accounts } from './accounts.ts'
import { acme } from './acme.ts'
import { card } from './card.ts'
import { certificates } from './certificates.ts'
import { common } from './common.ts'
import { decisions } from './decisions.ts'
import { complaints } from './complaints.ts'
import { desk } from './desk.ts'
import { documents } from './documents.ts'
import { fees } from './fees.ts'
import { front } from './front.ts'
import { help } from './help.ts'
import { clients } from './clients.ts'
import { incidents } from './incidents.ts'
import { identification } from './identification.ts'
import { notices } from './notices.ts'
import { member } from './member.ts'
import { office } from './office.ts'
import { operations } from './operations.ts'
import { organisations } from './organisations.ts'
import { own } from './own.ts'
import { agreements } from './agreements.ts'
import { prepared } from './prepared.ts'
import { points } from './points.ts'
import { prices } from './prices.ts'
import { reasons } from './reasons.ts'
import { hotline } from './hotline.ts'
import { letters } from './letters.ts'
import { registers } from './registers.ts'
import { registrars } from './registrars.ts'
import { renewal } from './renewal.ts'
import { relay } from './relay.ts'
import { signing } from './signing.ts'
import { statistics } from './statistics.ts'
import { testCard } from './test-card.ts'
import { testCards } from './test-cards.ts'
import { spare } from './spare.ts'
import { cases } from './cases.ts'
import { uncollected } from './uncollected.ts'
import type { Language, Text } from './text.ts'
import { words } from './words.ts'

const areas = {
  accounts,
  acme,
  card,
  certificates,
  common,
  decisions,
  complaints,
  desk,
  documents,
  fees,
  front,
  help,
  identification,
  clients,
  incidents,
  notices,
  member,
  office,
  operations,
  organisations,
  own,
  agreements,
  points,
  prepared,
  prices,
  reasons,
  letters,
  hotline,
  registers,
  registrars,
  relay,
  renewal,
  signing,
  statistics,
  testCard,
  testCards,
  spare,
  cases,
  uncollected,
  words,
}

type Areas = typeof areas
export type Area = keyof Areas
type Catalogue = { [Name in Area]: { [Key in keyof Areas[Name]]: string } }

declare module 'i18next' {
  // Only an interface can be merged into the library's own.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface CustomTypeOptions {
    defaultNS: 'common'
    keySeparator: false
    resources: Catalogue
  }
}

export function startTexts(): void {
  void i18next.use(initReactI18next).init({
    lng: 'fi',
    fallbackLng: false,
    initAsync: false,
    defaultNS: 'common',
    keySeparator: false,
    interpolation: { escapeValue: false },
    // An error of the page, which its tests report; the text is shown without the value.
    missingInterpolationHandler: (text: string, [, parameter]: readonly string[]) => {
      reportError(new Error(`no value for ${parameter ?? ''} in the text: ${text}`))
      return ''
    },
    resources: { fi: catalogue('fi'), sv: catalogue('sv'), en: catalogue('en') },
  })
}

/** The texts of one area of the portal, in the page's language. */
export const useTexts = <Name extends Area>(area: Name) => useTranslation(area).t

const catalogue = (language: Language) =>
  Object.fromEntries(
    Object.entries(areas).map(([area, texts]) => [area, inLanguage(texts, language)]),
  )

const inLanguage = (texts: { readonly [key: string]: Text }, language: Language) =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text[language]]))
