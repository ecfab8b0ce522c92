import type { Text } from '#platform/texts.ts'

/** Errors in one value of a line, or of a form. */
export const lineFaultTexts = {
  'too-many-values': {
    title: {
      fi: 'Rivillä on enemmän arvoja kuin sarakkeita',
      sv: 'Raden har fler värden än kolumner',
      en: 'The line has more values than there are columns',
    },
  },
  'quotation-mark': {
    title: {
      fi: 'Lainausmerkki on väärässä paikassa tai puuttuu. Poista se tai kirjoita koko arvo lainausmerkkeihin',
      sv: 'Ett citattecken står fel eller saknas. Ta bort det eller skriv hela värdet inom citattecken',
      en: 'A quotation mark is misplaced or missing. Remove it, or put the whole value in quotation marks',
    },
  },
  missing: {
    title: { fi: 'Tieto puuttuu', sv: 'Uppgiften saknas', en: 'The information is missing' },
  },
  'too-long': { title: { fi: 'Liian pitkä', sv: 'För lång', en: 'Too long' } },
  formula: {
    title: {
      fi: 'Näyttää taulukkolaskennan kaavalta',
      sv: 'Ser ut som en kalkylformel',
      en: 'Looks like a formula of a spreadsheet',
    },
  },
  'characters-wrong': {
    title: {
      fi: 'Tässä on merkkejä, joita ei voi käyttää. Nimessä voi olla kirjaimia, väliviivoja, pisteitä ja heittomerkkejä',
      sv: 'Här finns tecken som inte kan användas. Ett namn kan ha bokstäver, bindestreck, punkter och apostrofer',
      en: 'Some characters can’t be used here. A name may have letters, hyphens, full stops and apostrophes',
    },
  },
  'identity-code-wrong': {
    title: {
      fi: 'Henkilötunnus on väärin',
      sv: 'Personbeteckningen är fel',
      en: 'The identity code is wrong',
    },
  },
  'unit-not-found': {
    title: {
      fi: 'Tätä yksikköä ei ole valittu organisaation yksiköksi. Valitse se sivulla Yhteyshenkilöt ja yksiköt',
      sv: 'Enheten har inte valts bland organisationens enheter. Välj den på sidan Kontaktpersoner och enheter',
      en: 'This unit is not among the chosen units of the organisation. Choose it on the page Contacts and units',
    },
  },
  'day-wrong': {
    title: {
      fi: 'Päivää ei ole. Anna se muodossa 31.12.2030',
      sv: 'Dagen finns inte. Ange den som 31.12.2030',
      en: 'There is no such day. Write it as 31.12.2030',
    },
  },
  'employment-over': {
    title: {
      fi: 'Työsuhde on jo päättynyt',
      sv: 'Anställningen har redan upphört',
      en: 'The employment has already ended',
    },
  },
  'yes-or-no': {
    title: { fi: 'Vastaa kyllä tai ei', sv: 'Svara ja eller nej', en: 'Answer yes or no' },
  },
  'twice-in-file': {
    title: {
      fi: 'Sama henkilö on tiedostossa kahdesti',
      sv: 'Samma person finns två gånger i filen',
      en: 'The same person is in the file twice',
    },
  },
  'professional-card-held': {
    title: {
      fi: 'Henkilöllä on voimassa oleva ammattikortti, eikä hän saa organisaation korttia',
      sv: 'Personen har ett giltigt yrkeskort och får inget kort från organisationen',
      en: 'The person has a valid professional card, and gets no card from the organisation',
    },
  },
  'last-day-past': {
    title: {
      fi: 'Viimeinen päivä on mennyt. Anna tämä tai myöhempi päivä',
      sv: 'Sista dagen har redan gått. Ange dagens datum eller en senare dag',
      en: 'The last day has passed. Give today or a later day',
    },
  },
  'last-day-too-late': {
    title: {
      fi: 'Viimeinen päivä on yli vuoden päässä',
      sv: 'Sista dagen är mer än ett år bort',
      en: 'The last day is more than a year away',
    },
  },
  'ended-before': {
    title: {
      fi: 'Työsuhteen päättyminen on jo ilmoitettu, eikä organisaatiolla ole henkilön korttia',
      sv: 'Anställningens slut har redan anmälts, och organisationen har inget kort för personen',
      en: 'The end of the employment was reported before, and the organisation has no card of the person',
    },
  },
  'card-not-found': {
    title: {
      fi: 'Korttia ei löydy organisaation korteista',
      sv: 'Kortet finns inte bland organisationens kort',
      en: 'The card is not among the organisation’s cards',
    },
  },
  'prepared-already': {
    title: {
      fi: 'Henkilölle on jo valmisteltu tilaus',
      sv: 'En beställning är redan förberedd för personen',
      en: 'An order has already been prepared for this person',
    },
  },
} as const satisfies { readonly [kind: string]: { readonly title: Text } }
