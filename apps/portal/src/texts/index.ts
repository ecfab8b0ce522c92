import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { acme } from '../acme/texts.ts'
import { agreements } from '../agreements/texts.ts'
import { decisions } from '../cards/decision-texts.ts'
import { card } from '../cards/texts.ts'
import { cases } from '../cases/texts.ts'
import { complaints } from '../desk/complaint-texts.ts'
import { member } from '../desk/member-texts.ts'
import { spare } from '../desk/spare-card-texts.ts'
import { desk } from '../desk/texts.ts'
import { uncollected } from '../desk/uncollected-texts.ts'
import { documents } from '../documents/texts.ts'
import { fees } from '../fees/texts.ts'
import { hotline } from '../hotline/texts.ts'
import { identification } from '../identification/texts.ts'
import { organisations } from '../office/organisation-texts.ts'
import { statistics } from '../office/statistics-texts.ts'
import { office } from '../office/texts.ts'
import { clients } from '../operations/client-texts.ts'
import { incidents } from '../operations/incident-texts.ts'
import { lookUps } from '../operations/look-up-texts.ts'
import { letters } from '../operations/letter-texts.ts'
import { prices } from '../operations/price-texts.ts'
import { registers } from '../operations/register-texts.ts'
import { operations } from '../operations/texts.ts'
import { accounts } from '../organisation/account-texts.ts'
import { prepared } from '../organisation/prepared-order-texts.ts'
import { testCards } from '../organisation/test-card-texts.ts'
import { notices } from '../own/notice-texts.ts'
import { renewal } from '../own/renewal-texts.ts'
import { own } from '../own/texts.ts'
import { points } from '../points/texts.ts'
import { front } from '../public/front-texts.ts'
import { help } from '../public/help-texts.ts'
import { testCard } from '../public/test-card-texts.ts'
import { relay } from '../reader/relay-texts.ts'
import { registrars } from '../registrars/texts.ts'
import { certificates } from '../service-certificates/texts.ts'
import { signing } from '../sign-in/texts.ts'
import { common } from './common.ts'
import { reasons } from './reasons.ts'
import { words } from './words.ts'
import type { Language, Text } from './text.ts'

/** Every area of texts: they stand beside their feature, or here when they belong to none. */
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
  lookUps,
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
