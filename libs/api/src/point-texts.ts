import type { ThreeLanguages } from './values.ts'

/** The texts of the public pages of registration points, in the portal and where scripts do not run. */
export const pointTexts = {
  heading: { fi: 'Rekisteröintipisteet', sv: 'Registreringsställen', en: 'Registration points' },
  lead: {
    fi: 'Rekisteröintipisteessä haet korttia, noudat sen tai saat varakortin. Ota passi tai henkilökortti mukaan.',
    sv: 'På ett registreringsställe ansöker du om kort, hämtar det eller får ett tillfälligt kort. Ta med pass eller identitetskort.',
    en: 'At a registration point you apply for a card, collect it or get a spare card. Bring your passport or identity card.',
  },
  county: { fi: 'Hyvinvointialue', sv: 'Välfärdsområde', en: 'Wellbeing services county' },
  place: { fi: 'Paikka', sv: 'Plats', en: 'Place' },
  placeHint: {
    fi: 'Osa nimestä, kadusta tai postitoimipaikasta',
    sv: 'En del av namnet, gatan eller postorten',
    en: 'Part of the name, street or town',
  },
  search: { fi: 'Hae', sv: 'Sök', en: 'Search' },
  found: { fi: 'Hakutulokset', sv: 'Sökresultat', en: 'Results' },
  none: {
    fi: 'Haku ei löytänyt rekisteröintipisteitä. Kokeile väljempää hakua.',
    sv: 'Sökningen hittade inga registreringsställen. Pröva en vidare sökning.',
    en: 'The search found no registration points. Try a wider one.',
  },
  any: { fi: 'Kaikki', sv: 'Alla', en: 'All' },
  free: { fi: 'maksuton', sv: 'avgiftsfritt', en: 'free of charge' },
  freeForOwn: {
    fi: 'maksuton omalle henkilöstölle',
    sv: 'avgiftsfritt för egen personal',
    en: 'free for own staff',
  },
  services: { fi: 'Palvelut ja maksut', sv: 'Tjänster och avgifter', en: 'Services and fees' },
  feesHelp: {
    fi: 'Maksut sisältävät arvonlisäveron. Piste perii enintään omat kustannuksensa.',
    sv: 'Avgifterna innehåller moms. Stället tar ut högst sina egna kostnader.',
    en: 'Fees include VAT. A point charges at most its own costs.',
  },
  hours: { fi: 'Aukioloajat', sv: 'Öppettider', en: 'Opening hours' },
  holidays: {
    fi: 'Arkipyhinä suljettu, ellei toisin sanota.',
    sv: 'Stängt på helgdagar om inte annat anges.',
    en: 'Closed on public holidays unless stated otherwise.',
  },
  address: { fi: 'Osoite', sv: 'Adress', en: 'Address' },
  directions: { fi: 'Saapumisohje', sv: 'Hitta fram', en: 'Directions' },
  phone: { fi: 'Puhelin', sv: 'Telefon', en: 'Telephone' },
  languages: { fi: 'Palvelukielet', sv: 'Servicespråk', en: 'Languages' },
  accessibility: { fi: 'Esteettömyys', sv: 'Tillgänglighet', en: 'Accessibility' },
  pointOperator: { fi: 'Pisteen pitäjä', sv: 'Upprätthållare', en: 'Point operator' },
  everybody: {
    fi: 'Palvelee kaikkia sosiaali- ja terveydenhuollon ammattihenkilöitä',
    sv: 'Betjänar alla yrkesutbildade personer inom social- och hälsovården',
    en: 'Serves every professional of social and health care',
  },
  ownOnly: {
    fi: 'Palvelee vain omaa henkilöstöään',
    sv: 'Betjänar bara sin egen personal',
    en: 'Serves its own staff only',
  },
  toPoints: {
    fi: 'Kaikki rekisteröintipisteet',
    sv: 'Alla registreringsställen',
    en: 'All registration points',
  },
  closed: { fi: 'Suljettu', sv: 'Stängt', en: 'Closed' },
} as const satisfies Readonly<Record<string, ThreeLanguages>>
