import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { definePermission } from './permission.ts'
import { instantText, type ThreeLanguages } from './values.ts'

/** Registers of others that the service calls. */
export const registerName = z.enum(['rights', 'population', 'business', 'signing', 'codes'])
export type RegisterName = z.infer<typeof registerName>

/** Systems of others that the service calls. */
export const counterpart = z.enum([
  ...registerName.options,
  'suomi-fi',
  'suomi-fi-messages',
  'mail',
  'letters',
  'invoices',
  'time-stamps',
  'directory',
])
export type Counterpart = z.infer<typeof counterpart>

/** As in the middle of a sentence. */
const names: Readonly<Record<Counterpart, ThreeLanguages>> = {
  rights: {
    fi: 'ammattioikeuksien rekisteri (Terhikki ja Suosikki)',
    sv: 'registret över yrkesrättigheter (Terhikki och Suosikki)',
    en: 'the register of rights to practise (Terhikki and Suosikki)',
  },
  population: {
    fi: 'väestötietojärjestelmä',
    sv: 'befolkningsdatasystemet',
    en: 'the population register',
  },
  business: {
    fi: 'yritys- ja yhteisötietojärjestelmä (YTJ)',
    sv: 'företags- och organisationsdatasystemet (FODS)',
    en: 'the Business Information System (YTJ)',
  },
  signing: {
    fi: 'nimenkirjoitusoikeuksien rekisteri',
    sv: 'registret över namnteckningsrätter',
    en: 'the register of signing rights',
  },
  codes: { fi: 'koodistopalvelu', sv: 'kodtjänsten', en: 'the code service' },
  'suomi-fi': {
    fi: 'Suomi.fi-tunnistus',
    sv: 'Suomi.fi-identifikation',
    en: 'Suomi.fi e-Identification',
  },
  'suomi-fi-messages': {
    fi: 'Suomi.fi-viestit',
    sv: 'Suomi.fi-meddelanden',
    en: 'Suomi.fi Messages',
  },
  mail: { fi: 'sähköpostin välitys', sv: 'e-postförmedlingen', en: 'the mail relay' },
  letters: {
    fi: 'korttien ja kirjeiden painotalo',
    sv: 'tryckeriet för kort och brev',
    en: 'the card and letter bureau',
  },
  invoices: {
    fi: 'verkkolaskuoperaattori',
    sv: 'e-fakturaoperatören',
    en: 'the e-invoice operator',
  },
  'time-stamps': {
    fi: 'aikaleimapalvelu',
    sv: 'tidsstämpeltjänsten',
    en: 'the time-stamp service',
  },
  directory: {
    fi: 'varmennehakemisto (LDAP)',
    sv: 'certifikatkatalogen (LDAP)',
    en: 'the certificate directory (LDAP)',
  },
}

/** Alone, at the beginning of a line. */
export const nameOfCounterpart = (each: Counterpart, language: keyof ThreeLanguages): string =>
  capitalised(names[each][language])

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Which of them do not respond, as a sentence without a full stop. */
export function notResponding(counterparts: readonly Counterpart[]): ThreeLanguages {
  const named = (language: keyof ThreeLanguages, and: string): string =>
    capitalised(counterparts.map((each) => names[each][language]).join(and))
  const areMany = counterparts.length > 1
  const isPluralName = counterparts.includes('suomi-fi-messages')
  return {
    fi: `${named('fi', ' ja ')} ${areMany || isPluralName ? 'eivät vastaa' : 'ei vastaa'}`,
    sv: `${named('sv', ' och ')} svarar inte`,
    en: `${named('en', ' and ')} ${areMany ? 'are' : 'is'} not responding`,
  }
}

const cardsWorkStill = {
  fi: 'Kortin sulkeminen, luovutus ja kortilla kirjautuminen toimivat.',
  sv: 'Det går att spärra och lämna ut kort och att logga in med kort.',
  en: 'Cancelling cards, handing them over and signing in with a card work.',
}
const arrivesLate = {
  fi: 'Mitään ei katoa: kaikki lähetetään, kun yhteys toimii.',
  sv: 'Inget försvinner: allt skickas när förbindelsen fungerar.',
  en: 'Nothing is lost: everything is sent once the connection works.',
}
const both = (one: ThreeLanguages, other: ThreeLanguages): ThreeLanguages => ({
  fi: `${one.fi} ${other.fi}`,
  sv: `${one.sv} ${other.sv}`,
  en: `${one.en} ${other.en}`,
})

/** What it means for people while one of them does not respond. */
export const withoutCounterpart: Readonly<Record<Counterpart, ThreeLanguages>> = {
  rights: both(
    {
      fi: 'Kortteja ei voi tilata eikä uusia nyt, koska ammattioikeuksia ei voi tarkistaa.',
      sv: 'Kort kan inte beställas eller förnyas nu, eftersom yrkesrättigheterna inte kan kontrolleras.',
      en: 'Cards can’t be ordered or renewed now, because rights to practise can’t be checked.',
    },
    cardsWorkStill,
  ),
  population: both(
    {
      fi: 'Kortteja ei voi tilata eikä uusia nyt, koska henkilötietoja ei voi tarkistaa.',
      sv: 'Kort kan inte beställas eller förnyas nu, eftersom personuppgifterna inte kan kontrolleras.',
      en: 'Cards can’t be ordered or renewed now, because personal data can’t be checked.',
    },
    cardsWorkStill,
  ),
  business: {
    fi: 'Organisaation tiliä ei voi avata nyt, koska organisaation tietoja ei voi tarkistaa. Avatut tilit toimivat.',
    sv: 'Ett konto för en organisation kan inte öppnas nu, eftersom organisationens uppgifter inte kan kontrolleras. Öppnade konton fungerar.',
    en: 'No account of an organisation can be opened now, because its data can’t be checked. Accounts that are open work.',
  },
  signing: {
    fi: 'Oikeutta allekirjoittaa organisaation puolesta ei voi tarkistaa nyt. Valtakirjan voi toimittaa.',
    sv: 'Rätten att underteckna för en organisation kan inte kontrolleras nu. Det går att lämna in en fullmakt.',
    en: 'Nobody’s right to sign for an organisation can be checked now. A power of attorney can be brought.',
  },
  codes: {
    fi: 'Organisaatioiden ja yksiköiden uudet tiedot tulevat käyttöön myöhemmin.',
    sv: 'Organisationernas och enheternas nya uppgifter tas i bruk senare.',
    en: 'New data of organisations and units are taken into use later.',
  },
  'suomi-fi': {
    fi: 'Suomi.fissä ei voi tunnistautua nyt. Kortilla voi kirjautua, ja kadonneen kortin voi sulkea puhelimitse.',
    sv: 'Det går inte att identifiera sig med Suomi.fi nu. Det går att logga in med kort, och ett borttappat kort kan spärras per telefon.',
    en: 'Nobody can sign in by Suomi.fi now. Signing in with a card works, and a lost card can be cancelled by telephone.',
  },
  'suomi-fi-messages': both(
    {
      fi: 'Suomi.fi-viestit ja niistä tehdyt kirjeet ovat myöhässä.',
      sv: 'Suomi.fi-meddelanden och breven om samma saker är försenade.',
      en: 'Suomi.fi messages, and their letters, are late.',
    },
    arrivesLate,
  ),
  mail: both(
    {
      fi: 'Sähköpostit ovat myöhässä.',
      sv: 'E-postmeddelanden är försenade.',
      en: 'E-mails are late.',
    },
    arrivesLate,
  ),
  letters: both(
    {
      fi: 'Aktivointikoodien kirjeet ovat myöhässä.',
      sv: 'Breven med aktiveringskoder är försenade.',
      en: 'Letters with activation codes are late.',
    },
    arrivesLate,
  ),
  invoices: both(
    {
      fi: 'Verkkolaskut ovat myöhässä.',
      sv: 'E-fakturor är försenade.',
      en: 'E-invoices are late.',
    },
    arrivesLate,
  ),
  'time-stamps': {
    fi: 'Asiakirjoja ei voi allekirjoittaa nyt palvelussa. Luonnokset säilyvät.',
    sv: 'Handlingar kan inte undertecknas i tjänsten nu. Utkasten bevaras.',
    en: 'Documents can’t be signed in the service now. Drafts stay.',
  },
  directory: {
    fi: 'Varmennehakemiston tiedot eivät päivity. Varmenteiden tila ja sulkulistat ovat ajan tasalla.',
    sv: 'Certifikatkatalogen uppdateras inte. Certifikatens status och spärrlistorna är aktuella.',
    en: 'The directory of certificates is not updated. The status of certificates, and CRLs, are up to date.',
  },
}

/** After so long without a response people are told, and the on-call person is alerted. */
export const silentAfterMilliseconds = 10 * 60_000

/** Why a counterpart gave no usable response. */
export const trouble = z.enum([
  'no-connection',
  'no-response-in-time',
  'error-response',
  'unreadable-response',
])
export type CounterpartTrouble = z.infer<typeof trouble>

const counterpartView = z.object({
  counterpart,
  /** When it last gave a usable response. */
  respondedAt: instantText.optional(),
  /** When a call of it last failed. */
  failedAt: instantText.optional(),
  /** Since when every call has failed. */
  failingSince: instantText.optional(),
  /** Why the last failed call failed, where that is known. */
  because: trouble.optional(),
})
export type CounterpartView = z.infer<typeof counterpartView>

export const viewCounterparts = defineEndpoint({
  method: 'GET',
  path: '/operations/counterparts',
  permission: definePermission('counterparts.viewCounterparts', {
    roles: ['caseOfficer', 'auditor', 'caOfficer', 'hotlineAgent'],
    label: {
      fi: 'Muiden järjestelmien tilan katselu',
      sv: 'Visning av andra systems läge',
      en: 'Viewing the state of other systems',
    },
  }),
  summary:
    'How the systems of others that this service calls respond (case officer, CA officer, auditor, hotline agent)',
  input: z.object({}),
  response: z.object({ at: instantText, counterparts: z.array(counterpartView) }),
})
