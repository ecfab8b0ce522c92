import type { Texts } from '../texts/text.ts'

/** Pages of the menu that are named as their own heading; the others are in `commonTexts`. */
export const menuTexts = {
  /** An entry of the menu, and how many items wait there. */
  waiting: {
    fi: '{{label}} ({{count}})',
    sv: '{{label}} ({{count}})',
    en: '{{label}} ({{count}})',
  },
  inbox: { fi: 'Työjono', sv: 'Arbetskö', en: 'Inbox' },
  hotline: { fi: 'Sulkupalvelu', sv: 'Spärrtjänsten', en: 'Revocation service' },
  adviceDesk: { fi: 'Neuvonta', sv: 'Rådgivning', en: 'Advice desk' },
  calls: { fi: 'Puhelut', sv: 'Samtal', en: 'Calls' },
  inquiries: {
    fi: 'Henkilöllisyyden selvitykset',
    sv: 'Utredningar av identitet',
    en: 'Identity inquiries',
  },
  complaints: { fi: 'Reklamaatiot', sv: 'Reklamationer', en: 'Complaints' },
  lookUps: { fi: 'Asiakashaut', sv: 'Kundsökningar', en: 'Look-ups' },
  registrars: { fi: 'Rekisteröijät', sv: 'Registrerare', en: 'Registrars' },
  cases: { fi: 'Viestit', sv: 'Meddelanden', en: 'Messages' },
  uncollected: {
    fi: 'Noutamattomat kortit',
    sv: 'Kort som inte har hämtats',
    en: 'Uncollected cards',
  },
  blankOrders: {
    fi: 'Korttiaihiotilaukset',
    sv: 'Beställningar av ämneskort',
    en: 'Orders of blank cards',
  },
  statistics: { fi: 'Tilastot', sv: 'Statistik', en: 'Statistics' },
  pointServices: {
    fi: 'Rekisteröintipisteiden palvelut',
    sv: 'Registreringsställenas tjänster',
    en: 'Services of registration points',
  },
  payments: { fi: 'Saapuneet maksut', sv: 'Inkomna betalningar', en: 'Payments received' },
} satisfies Texts
