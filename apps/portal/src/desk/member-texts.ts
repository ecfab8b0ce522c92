import { summaryTexts } from '@sotevarmenne/api/statement-summary'
import type { Texts } from '../texts/text.ts'

/** Staff and actor cards at the desk. */
export const memberTexts = {
  ...summaryTexts,
  employerQuestion: {
    fi: 'Kenen palveluksessa henkilö on?',
    sv: 'Hos vem arbetar personen?',
    en: 'For whom does the person work?',
  },
  employerHelp: {
    fi: 'Näkyvissä ovat organisaatiot, joiden sopimus tai valtuutus nimeää tämän rekisteröintipisteen.',
    sv: 'Här visas de organisationer vars avtal eller fullmakt nämner det här registreringsstället.',
    en: 'These organisations name this registration point in their agreement or authorisation.',
  },
  findEmployer: {
    fi: 'Hae nimellä tai Y-tunnuksella',
    sv: 'Sök med namn eller FO-nummer',
    en: 'Search by name or business ID',
  },
  search: { fi: 'Hae', sv: 'Sök', en: 'Search' },
  noEmployers: {
    fi: 'Yhtään organisaatiota ei löytynyt. Tarkista haku, tai ohjaa henkilö työnantajan omaan rekisteröintipisteeseen.',
    sv: 'Ingen organisation hittades. Kontrollera sökningen, eller hänvisa personen till arbetsgivarens eget registreringsställe.',
    en: 'No organisation was found. Check the search, or send the person to the employer’s own registration point.',
  },
  moreEmployers: {
    fi: 'Kaikki eivät mahdu näkyviin. Tarkenna hakua.',
    sv: 'Alla ryms inte. Precisera sökningen.',
    en: 'Not all are shown. Narrow your search.',
  },
  workQuestion: {
    fi: 'Mikä henkilön työ on?',
    sv: 'Vilket arbete har personen?',
    en: 'What is the person’s work?',
  },
  workTitle: {
    fi: 'Nimike, jonka työnantaja antaa',
    sv: 'Titel som arbetsgivaren ger',
    en: 'Title that the employer gives',
  },
  workTitleHint: {
    fi: 'Painetaan korttiin, esimerkiksi Osastonsihteeri',
    sv: 'Trycks på kortet, till exempel Avdelningssekreterare',
    en: 'Printed on the card, for example Ward secretary',
  },
  workEmailHint: {
    fi: 'Vain, jos henkilö allekirjoittaa tai avaa salattua sähköpostia kortilla. Työnantajan antama osoite, jonka verkkotunnus on {{domains}}',
    sv: 'Bara om personen undertecknar eller öppnar krypterad e-post med kortet. Den adress som arbetsgivaren har gett, i domänen {{domains}}',
    en: 'Only if the person signs e-mail or opens encrypted e-mail with the card. The address that the employer gave, in the domain {{domains}}',
  },
  employmentEndsOnHint: {
    fi: 'Jätä tyhjäksi, jos palvelussuhde on toistaiseksi voimassa. Muodossa 31.12.2030',
    sv: 'Lämna tomt om anställningen gäller tills vidare. I formen 31.12.2030',
    en: 'Leave empty if the employment has no end date. For example 31.12.2030',
  },
  certificate: {
    fi: 'Palvelussuhdetodistus',
    sv: 'Anställningsintyg',
    en: 'Employment certificate',
  },
  certificateHelp: {
    fi: 'Kortin tilaa toisen organisaation rekisteröijä, joten työnantajan todistus säilytetään tilauksen mukana. PDF tai kuva, enintään 5 Mt.',
    sv: 'Kortet beställs av en annan organisations registrerare, så arbetsgivarens intyg bevaras med beställningen. PDF eller bild, högst 5 MB.',
    en: 'A registrar of another organisation orders the card, so the employer’s certificate is stored with the order. PDF or picture, 5 MB at most.',
  },
  certificateStored: {
    fi: 'Todistus on tallennettu',
    sv: 'Intyget har sparats',
    en: 'The certificate has been saved',
  },
  openCertificate: {
    fi: 'Lataa palvelussuhdetodistus',
    sv: 'Ladda ner anställningsintyget',
    en: 'Download the employment certificate',
  },
  declarationQuestion: {
    fi: 'Kirjautuuko henkilö työssään asiakas- tai potilastietojärjestelmiin?',
    sv: 'Loggar personen i sitt arbete in i klient- eller patientdatasystem?',
    en: 'Does the person log in to client or patient systems in that work?',
  },
  declarationHelp: {
    fi: 'Työnantaja ilmoittaa tämän. Ilmoitus ratkaisee, onko kortti maksuton, ja se säilytetään.',
    sv: 'Arbetsgivaren uppger detta. Uppgiften avgör om kortet är avgiftsfritt, och den bevaras.',
    en: 'The employer declares this. It decides whether the card is free of charge, and it is stored.',
  },
  yes: { fi: 'Kyllä', sv: 'Ja', en: 'Yes' },
  student: {
    fi: 'Kyllä, opiskelijana harjoittelussa',
    sv: 'Ja, som studerande i praktik',
    en: 'Yes, as a student in practice',
  },
  studentHint: {
    fi: 'Opiskelijan henkilöstökortti on maksullinen. Opiskelija, jolla on ammattioikeus, saa ammattikortin.',
    sv: 'Personalkortet för en studerande är avgiftsbelagt. En studerande med yrkesrättighet får ett yrkeskort.',
    en: 'The staff card of a student is chargeable. A student with a right to practise gets a professional card.',
  },
  declaredStudent: {
    fi: 'Kirjautuu asiakas- tai potilastietojärjestelmiin opiskelijana harjoittelussa ({{name}}, {{day}})',
    sv: 'Loggar in i klient- eller patientdatasystem som studerande i praktik ({{name}}, {{day}})',
    en: 'Logs in to client or patient systems as a student in practice ({{name}}, {{day}})',
  },
  no: { fi: 'Ei', sv: 'Nej', en: 'No' },
  givenBy: {
    fi: 'Kuka ilmoituksen antoi',
    sv: 'Vem gav uppgiften',
    en: 'Who gave the declaration',
  },
  givenOn: { fi: 'Milloin ilmoitus annettiin', sv: 'När uppgiften gavs', en: 'When it was given' },
  'because.professional-card': {
    fi: 'ammattikortti on maksuton',
    sv: 'yrkeskortet är avgiftsfritt',
    en: 'the professional card is free',
  },
  'because.logs-in-to-patient-systems': {
    fi: 'kirjautuu työssään asiakas- tai potilastietojärjestelmiin',
    sv: 'loggar i arbetet in i klient- eller patientdatasystem',
    en: 'logs in to client or patient systems in that work',
  },
  'because.faulty-card': {
    fi: 'uusi kortti tulee viallisen tilalle',
    sv: 'det nya kortet ersätter ett felaktigt kort',
    en: 'the new card replaces a faulty one',
  },
  'because.free-card': {
    fi: 'varsinainen kortti on maksuton',
    sv: 'det ordinarie kortet är avgiftsfritt',
    en: 'the actual card is free',
  },
  'because.staff-without-patient-systems': {
    fi: 'ei kirjaudu asiakas- tai potilastietojärjestelmiin',
    sv: 'loggar inte in i klient- eller patientdatasystem',
    en: 'logs in to no client or patient system',
  },
  'because.student-in-practice': {
    fi: 'opiskelijan harjoittelun henkilöstökortti on maksullinen',
    sv: 'personalkortet för en studerande i praktik är avgiftsbelagt',
    en: 'the staff card of a student in practice is chargeable',
  },
  'because.actor-card': {
    fi: 'toimijakortti on aina maksullinen',
    sv: 'aktörskortet är alltid avgiftsbelagt',
    en: 'the actor card is always chargeable',
  },
  'because.priced-card': {
    fi: 'varsinainen kortti on maksullinen',
    sv: 'det ordinarie kortet är avgiftsbelagt',
    en: 'the actual card is chargeable',
  },
  priceHelp: {
    fi: 'Laskutetaan työnantajalta sopimuksen hinnaston mukaan.',
    sv: 'Faktureras arbetsgivaren enligt avtalets prislista.',
    en: 'Charged to the employer by the price list of its agreement.',
  },
  titleNotWritten: { fi: 'Nimike', sv: 'Titel', en: 'Title' },
} satisfies Texts
