import { menuTexts } from '../layout/menu-texts.ts'
import type { Texts } from '../texts/text.ts'

/** Identifying a person by a document, and what the office decides when that is not possible. */
export const identificationTexts = {
  documentType: { fi: 'Asiakirja', sv: 'Handling', en: 'Document' },
  documentNumber: {
    fi: 'Asiakirjan numero',
    sv: 'Handlingens nummer',
    en: 'Number of the document',
  },
  documentNumberHint: {
    fi: 'Kuten asiakirjassa, esimerkiksi PA1234567',
    sv: 'Som i handlingen, till exempel PA1234567',
    en: 'As in the document, for example PA1234567',
  },
  issuingCountry: { fi: 'Myöntänyt valtio', sv: 'Utfärdande stat', en: 'Issuing state' },
  expires: {
    fi: 'Asiakirja voimassa asti',
    sv: 'Handlingen giltig till',
    en: 'Document valid until',
  },
  optional: { fi: 'valinnainen', sv: 'valfritt', en: 'optional' },
  zoneLabel: {
    fi: 'Koneellisesti luettavat rivit',
    sv: 'Maskinläsbara rader',
    en: 'Machine readable lines',
  },
  zoneHint: {
    fi: 'Lue asiakirjan alareunan rivit lukulaitteella tai kirjoita ne. Muut kentät täyttyvät, ja tarkistusnumerot tarkistetaan.',
    sv: 'Läs raderna längst ner i handlingen med läsaren eller skriv dem. De andra fälten fylls i och kontrollsiffrorna kontrolleras.',
    en: 'Read the lines at the foot of the document with the scanner, or type them. They fill in the other fields, and their check digits are checked.',
  },
  zoneRead: {
    fi: 'Tarkistusnumerot täsmäävät. Nimi asiakirjassa: {{name}}.',
    sv: 'Kontrollsiffrorna stämmer. Namn i handlingen: {{name}}.',
    en: 'The check digits match. Name in the document: {{name}}.',
  },
  zoneOtherName: {
    fi: 'Asiakirjassa on toinen nimi',
    sv: 'Handlingen har ett annat namn',
    en: 'The document has another name',
  },
  zoneOtherNameHelp: {
    fi: 'Asiakirjassa: {{name}}. Asiakas: {{visitor}}. Nimi on voinut muuttua. Jos epäilet asiakirjaa, siirrä asia käsittelijälle.',
    sv: 'I handlingen: {{name}}. Kunden: {{visitor}}. Namnet kan ha ändrats. Om du tvivlar på handlingen, för ärendet till handläggaren.',
    en: 'In the document: {{name}}. The visitor: {{visitor}}. The name may have changed. If you doubt the document, refer the matter to a case officer.',
  },
  zoneNoDocument: {
    fi: 'Tämä on viisumi, oleskelulupa tai muu, joka ei kelpaa tunnistamiseen',
    sv: 'Detta är ett visum, uppehållstillstånd eller annat som inte godkänns för identifiering',
    en: 'This is a visa, a residence permit or another document that is not accepted',
  },
  'zone.not-a-machine-readable-zone': {
    fi: 'Rivejä ei voi lukea. Lue ne uudelleen.',
    sv: 'Raderna kan inte läsas. Läs dem på nytt.',
    en: 'The lines cannot be read. Read them again.',
  },
  'zone.no-such-day': {
    fi: 'Riveillä on päivä, jota ei ole. Lue ne uudelleen.',
    sv: 'Raderna har en dag som inte finns. Läs dem på nytt.',
    en: 'The lines contain a date that does not exist. Read them again.',
  },
  zoneWrongDigit: {
    fi: 'Tarkistusnumero ei täsmää: {{part}}. Lue rivit uudelleen.',
    sv: 'Kontrollsiffran stämmer inte: {{part}}. Läs raderna på nytt.',
    en: 'A check digit does not match: {{part}}. Read the lines again.',
  },
  'zonePart.document-number': {
    fi: 'asiakirjan numero',
    sv: 'handlingens nummer',
    en: 'number of the document',
  },
  'zonePart.birth-date': { fi: 'syntymäaika', sv: 'födelsetid', en: 'date of birth' },
  'zonePart.expiry': {
    fi: 'voimassaolon viimeinen päivä',
    sv: 'sista giltighetsdag',
    en: 'last day of validity',
  },
  'zonePart.optional-data': {
    fi: 'valinnaiset tiedot',
    sv: 'valfria uppgifter',
    en: 'optional data',
  },
  'zonePart.whole-document': { fi: 'koko asiakirja', sv: 'hela handlingen', en: 'whole document' },
  policeReference: { fi: 'Poliisin viite', sv: 'Polisens referens', en: 'Reference of the police' },
  policeReferenceHint: {
    fi: 'Viite, jonka käsittelijä on kirjannut. Tunnistus kelpaa määräajan.',
    sv: 'Referensen som handläggaren har fört in. Identifieringen gäller en viss tid.',
    en: 'The reference that a case officer has entered. It is valid for a limited time.',
  },
  toInquiry: {
    fi: 'Asiakirja puuttuu tai sen aitoudesta on epäily',
    sv: 'Handlingen saknas eller misstänks vara förfalskad',
    en: 'There is no document, or it may not be genuine',
  },

  raiseHeading: {
    fi: 'Henkilöllisyyden selvitys',
    sv: 'Utredning av identiteten',
    en: 'Inquiry about the identity',
  },
  raiseHelp: {
    fi: 'Käsittelijä päättää. Asiakasta ei palvella tällä asiakirjalla ennen päätöstä.',
    sv: 'En handläggare beslutar. Kunden betjänas inte med den här handlingen före beslutet.',
    en: 'A case officer decides. The visitor is not served on this document before the decision.',
  },
  whatIsRequested: { fi: 'Mistä on kyse', sv: 'Vad gäller det', en: 'What it is about' },
  'subject.document-doubt': {
    fi: 'Epäilen asiakirjaa',
    sv: 'Jag tvivlar på handlingen',
    en: 'I doubt the document',
  },
  'subject.no-document': {
    fi: 'Kelpaavaa asiakirjaa ei ole: poliisi tunnistaa',
    sv: 'Godtagbar handling saknas: polisen identifierar',
    en: 'There is no valid document: the police identify the person',
  },
  policeHelp: {
    fi: 'Organisaatio pyytää poliisia tunnistamaan henkilön. Henkilö käy poliisiasemalla, ja poliisi ilmoittaa viitteen käsittelijälle. Sen jälkeen henkilö tunnistetaan viitteellä täällä.',
    sv: 'Organisationen ber polisen identifiera personen. Personen besöker polisstationen och polisen meddelar handläggaren en referens. Därefter identifieras personen här med referensen.',
    en: 'The organisation asks the police to identify the person. The person visits the police station, and the police give a case officer their reference. Then the person is identified here by that reference.',
  },
  policeUnit: { fi: 'Poliisiasema', sv: 'Polisstation', en: 'Police station' },
  observation: { fi: 'Mitä havaitsit', sv: 'Vad du såg', en: 'What you saw' },
  observed: { fi: 'Havainto', sv: 'Iakttagelse', en: 'What was seen' },
  observationHint: {
    fi: 'Kirjoita vain se, mitä päätös tarvitsee. Asiakirjaa ei kopioida.',
    sv: 'Skriv bara det som beslutet behöver. Handlingen kopieras inte.',
    en: 'Write only what the decision needs. The document is not copied.',
  },
  raise: {
    fi: 'Siirrä käsittelijälle',
    sv: 'För till handläggaren',
    en: 'Refer to a case officer',
  },
  raised: {
    fi: 'Asia on käsittelijällä',
    sv: 'Ärendet är hos handläggaren',
    en: 'A case officer has the matter',
  },
  raisedHelp: {
    fi: 'Päätös näkyy asiakkaan sivulla ja selvitysten luettelossa.',
    sv: 'Beslutet visas på kundens sida och i listan över utredningar.',
    en: 'The decision shows on the visitor’s page and in the list of inquiries.',
  },
  inquiriesHeading: menuTexts.inquiries,
  show: { fi: 'Näytä', sv: 'Visa', en: 'Show' },
  'show.open': { fi: 'Käsiteltävänä olevat', sv: 'Under behandling', en: 'Being handled' },
  'show.ended': { fi: 'Päätetyt', sv: 'Avgjorda', en: 'Decided' },
  none: { fi: 'Ei selvityksiä.', sv: 'Inga utredningar.', en: 'No inquiries.' },
  inquiry: { fi: 'Selvitys', sv: 'Utredning', en: 'Inquiry' },
  document: { fi: 'Asiakirja', sv: 'Handling', en: 'Document' },
  raisedAt: { fi: 'Siirretty käsittelijälle', sv: 'Fördes till handläggaren', en: 'Referred' },
  decidedAt: { fi: 'Päätetty', sv: 'Avgjord', en: 'Decided' },
  grounds: { fi: 'Perustelu', sv: 'Motivering', en: 'Grounds' },
  reference: { fi: 'Poliisin viite', sv: 'Polisens referens', en: 'Reference of the police' },
  goodUntil: {
    fi: 'Tunnistaa viimeistään',
    sv: 'Identifierar senast',
    en: 'Identifies until',
  },
  toInquiries: { fi: 'Kaikki selvitykset', sv: 'Alla utredningar', en: 'All inquiries' },
  withdraw: { fi: 'Peru selvitys', sv: 'Återkalla utredningen', en: 'Withdraw the inquiry' },
  withdrawHelp: {
    fi: 'Kun asiakas tunnistettiin toisella asiakirjalla.',
    sv: 'När kunden identifierades med en annan handling.',
    en: 'When the visitor was identified by another document.',
  },
  withdrawConfirm: {
    fi: 'Perutaanko selvitys?',
    sv: 'Vill du återkalla utredningen?',
    en: 'Withdraw the inquiry?',
  },
  decideHeading: { fi: 'Päätös', sv: 'Beslut', en: 'Decision' },
  decision: { fi: 'Päätös', sv: 'Beslut', en: 'Decision' },
  'confirm.document-doubt': {
    fi: 'Asiakirja kelpaa',
    sv: 'Handlingen godkänns',
    en: 'The document is accepted',
  },
  'reject.document-doubt': {
    fi: 'Asiakirja hylätään: se ei kelpaa missään pisteessä',
    sv: 'Handlingen underkänns: den godkänns inte på något ställe',
    en: 'The document is rejected: it identifies nobody at any point',
  },
  'confirm.no-document': {
    fi: 'Poliisi on tunnistanut henkilön',
    sv: 'Polisen har identifierat personen',
    en: 'The police have identified the person',
  },
  'reject.no-document': {
    fi: 'Poliisi ei ole tunnistanut henkilöä',
    sv: 'Polisen har inte identifierat personen',
    en: 'The police have not identified the person',
  },
  verifiedOn: {
    fi: 'Päivä, jona poliisi tunnisti',
    sv: 'Dagen då polisen identifierade',
    en: 'Day on which the police identified',
  },
  decide: { fi: 'Tallenna päätös', sv: 'Spara beslutet', en: 'Save the decision' },
  deciding: { fi: 'Tallennetaan', sv: 'Sparar', en: 'Saving' },
} satisfies Texts
