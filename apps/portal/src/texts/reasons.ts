import type { Texts } from './text.ts'

/** The grounds of an operation, as the audit log words them. */
export const reasonTexts = {
  'open to everybody': { fi: 'Kirjautumatta', sv: 'Utan inloggning', en: 'Without signing in' },
  'work of the service': {
    fi: 'Järjestelmä',
    sv: 'Systemet',
    en: 'System',
  },
  'registered client': {
    fi: 'Rekisteröity järjestelmä',
    sv: 'Registrerat system',
    en: 'Registered machine',
  },
  'API key of the organisation': {
    fi: 'Organisaation API-avain',
    sv: 'Organisationens API-nyckel',
    en: 'API key of the organisation',
  },
  'personalisation station': {
    fi: 'Valmistusasema',
    sv: 'Tillverkningsstation',
    en: 'Station',
  },
  'identification service': {
    fi: 'Tunnistuspalvelu',
    sv: 'Identifieringstjänst',
    en: 'Identification service',
  },
  'registrar of a point': {
    fi: 'Rekisteröintipisteen rekisteröijä',
    sv: 'Registrerare vid ett registreringsställe',
    en: 'Registrar of a point',
  },
  caseOfficer: { fi: 'Käsittelijä', sv: 'Handläggare', en: 'Case officer' },
  auditor: { fi: 'Tarkastaja', sv: 'Revisor', en: 'Auditor' },
  'CA officer': { fi: 'Varmentajan hoitaja', sv: 'CA-ansvarig', en: 'CA officer' },
  'hotline agent': {
    fi: 'Sulkupalvelun hoitaja',
    sv: 'Spärrhandläggare',
    en: 'Hotline agent',
  },
  'advice desk': { fi: 'Neuvonta', sv: 'Rådgivningen', en: 'Advice desk' },
  'own matters': { fi: 'Omat asiat', sv: 'Egna ärenden', en: 'Own matters' },
} satisfies Texts

export const isReason = (text: string): text is keyof typeof reasonTexts => text in reasonTexts
