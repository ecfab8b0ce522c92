import { menuTexts } from '../layout/menu-texts.ts'
import type { Texts } from '../texts/text.ts'

/** The advice desk: what is told to those who call. */
export const adviceTexts = {
  heading: menuTexts.adviceDesk,
  lead: {
    fi: 'Näet vain sen, mitä neuvomiseen tarvitset. Hae ainoastaan, kun soittaja kysyy omasta tai organisaationsa asiasta. Jokainen haku ja sen syy jäävät lokiin, ja henkilö näkee haun omasta lokistaan.',
    sv: 'Du ser bara det som du behöver för rådgivningen. Sök endast när den som ringer frågar om sitt eget eller sin organisations ärende. Varje sökning och dess orsak sparas i loggen, och personen ser sökningen i sin egen logg.',
    en: 'You see only what you need to give advice. Look something up only when the caller asks about their own matter or that of their organisation. Each look-up and its reason stay in the log, and the person sees it in their own log.',
  },
  searchHeading: { fi: 'Puhelu', sv: 'Samtal', en: 'Call' },
  reason: { fi: 'Kuka soittaa?', sv: 'Vem ringer?', en: 'Who is calling?' },
  'reason.holder-calls': {
    fi: 'Kortin haltija tai hakija',
    sv: 'Kortets innehavare eller sökande',
    en: 'A card holder or an applicant',
  },
  'reason.organisation-calls': {
    fi: 'Organisaatio tai työnantaja',
    sv: 'En organisation eller arbetsgivare',
    en: 'An organisation or employer',
  },
  'reason.vendor-calls': {
    fi: 'Järjestelmän toimittaja',
    sv: 'En systemleverantör',
    en: 'A system vendor',
  },
  'reason.point-calls': {
    fi: 'Rekisteröintipiste',
    sv: 'Ett registreringsställe',
    en: 'A registration point',
  },
  reasonMissing: { fi: 'Valitse, kuka soittaa', sv: 'Välj vem som ringer', en: 'Choose who calls' },
  about: {
    fi: 'Mitä asia koskee, tai puhelun tunnus',
    sv: 'Vad saken gäller, eller samtalets nummer',
    en: 'What it is about, or the reference of the call',
  },
  aboutHint: {
    fi: 'Esimerkiksi: milloin kortti saapuu. Älä kirjoita henkilötunnusta.',
    sv: 'Till exempel: när kortet kommer. Skriv ingen personbeteckning.',
    en: 'For example: when the card arrives. Do not write a personal identity code.',
  },
  aboutMissing: {
    fi: 'Kirjoita lyhyesti, mitä asia koskee, tai puhelun tunnus',
    sv: 'Skriv kort vad saken gäller, eller samtalets nummer',
    en: 'Write briefly what it is about, or the reference of the call',
  },
  aboutWrong: {
    fi: 'Poista henkilötunnus. Enintään 200 merkkiä.',
    sv: 'Ta bort personbeteckningen. Högst 200 tecken.',
    en: 'Remove the personal identity code. At most 200 characters.',
  },
  search: {
    fi: 'Henkilö, kortti, tilaus tai organisaatio',
    sv: 'Person, kort, beställning eller organisation',
    en: 'Person, card, order or organisation',
  },
  searchHint: {
    fi: 'Henkilötunnus, kortin numero (17 numeroa), tilausnumero, Y-tunnus, asiakasnumero tai organisaation nimi',
    sv: 'Personbeteckning, kortnummer (17 siffror), beställningsnummer, FO-nummer, kundnummer eller organisationens namn',
    en: 'Personal identity code, card number (17 digits), order number, business ID, customer number or name of an organisation',
  },
  searchMissing: {
    fi: 'Kirjoita, mitä haetaan: vähintään kolme merkkiä',
    sv: 'Skriv vad som söks: minst tre tecken',
    en: 'Write what to look up: at least three characters',
  },
  find: { fi: 'Hae tiedot', sv: 'Hämta uppgifter', en: 'Look up' },
  finding: { fi: 'Haetaan', sv: 'Hämtar', en: 'Fetching' },
  nextCall: { fi: 'Seuraava puhelu', sv: 'Nästa samtal', en: 'Next call' },

  nonDisclosure: {
    fi: 'Henkilöllä on turvakielto',
    sv: 'Personen har spärrmarkering',
    en: 'The person is under non-disclosure',
  },
  nonDisclosureHelp: {
    fi: 'Älä kerro soittajalle mitään, mistä olinpaikka selviää.',
    sv: 'Berätta inget för den som ringer som visar var personen är.',
    en: 'Tell the caller nothing that says where the person is.',
  },
  serviceLanguage: {
    fi: 'Asiointikieli: {{language}}',
    sv: 'Kontaktspråk: {{language}}',
    en: 'Language of contact: {{language}}',
  },
  cards: { fi: 'Kortit', sv: 'Kort', en: 'Cards' },
  noCards: { fi: 'Ei kortteja.', sv: 'Inga kort.', en: 'No cards.' },
  spareCards: { fi: 'Varakortit', sv: 'Tillfälliga kort', en: 'Spare cards' },
  noSpareCards: { fi: 'Ei varakortteja.', sv: 'Inga tillfälliga kort.', en: 'No spare cards.' },
  orders: { fi: 'Tilaukset', sv: 'Beställningar', en: 'Orders' },
  noOrders: { fi: 'Ei tilauksia.', sv: 'Inga beställningar.', en: 'No orders.' },
  nextStep: { fi: 'Seuraavaksi', sv: 'Härnäst', en: 'Next' },
  onDay: { fi: '{{step}}: {{day}}', sv: '{{step}}: {{day}}', en: '{{step}}: {{day}}' },
  numberEnds: { fi: 'Kortin numero', sv: 'Kortnummer', en: 'Card number' },
  endsWith: {
    fi: 'Päättyy {{digits}}',
    sv: 'Slutar på {{digits}}',
    en: 'Ends with {{digits}}',
  },
  validUntil: { fi: 'Voimassa asti', sv: 'Giltigt till', en: 'Valid until' },
  certificatesUntil: {
    fi: 'Varmenteet voimassa asti',
    sv: 'Certifikaten giltiga till',
    en: 'Certificates valid until',
  },
  letter: { fi: 'Aktivointikirje', sv: 'Aktiveringsbrev', en: 'Activation letter' },
  letterLeaves: { fi: 'Lähtee {{day}}', sv: 'Skickas {{day}}', en: 'Leaves on {{day}}' },
  letterLeft: { fi: 'Lähetetty {{day}}', sv: 'Skickat {{day}}', en: 'Sent on {{day}}' },
  cancelled: { fi: 'Suljettu', sv: 'Spärrat', en: 'Cancelled' },
  cancelledOn: { fi: '{{day}}: {{reason}}', sv: '{{day}}: {{reason}}', en: '{{day}}: {{reason}}' },
  orderAgain: {
    fi: 'Korttia ei saatu valmistettua. Haltija tilaa uuden rekisteröintipisteessä.',
    sv: 'Kortet kunde inte tillverkas. Innehavaren beställer ett nytt på ett registreringsställe.',
    en: 'The card could not be produced. The holder orders a new one at a registration point.',
  },
  history: { fi: 'Vaiheet', sv: 'Skeden', en: 'History' },
  ordered: { fi: 'Tilattu {{day}}', sv: 'Beställt {{day}}', en: 'Ordered on {{day}}' },
  begun: { fi: 'Aloitettu {{day}}', sv: 'Påbörjat {{day}}', en: 'Begun on {{day}}' },
  'delivery.home': {
    fi: 'postitetaan haltijalle',
    sv: 'postas till innehavaren',
    en: 'posted to the holder',
  },
  'delivery.registration-point': {
    fi: 'noudetaan rekisteröintipisteestä',
    sv: 'hämtas på registreringsstället',
    en: 'collected at the registration point',
  },
  orderNumber: {
    fi: 'tilausnumero {{number}}',
    sv: 'beställningsnummer {{number}}',
    en: 'order number {{number}}',
  },

  several: {
    fi: 'Nimellä löytyi useita organisaatioita',
    sv: 'Flera organisationer hittades med namnet',
    en: 'Several organisations have the name',
  },
  cut: {
    fi: 'Kaikki eivät näy. Kysy Y-tunnus.',
    sv: 'Alla visas inte. Fråga efter FO-numret.',
    en: 'Not all are shown. Ask for the business ID.',
  },
  inForce: {
    fi: 'Toimikorttisopimus on voimassa',
    sv: 'Kortavtalet gäller',
    en: 'A card agreement is in force',
  },
  notInForce: {
    fi: 'Voimassa olevaa toimikorttisopimusta ei ole',
    sv: 'Inget gällande kortavtal finns',
    en: 'No card agreement is in force',
  },
  from: { fi: '{{from}} alkaen', sv: 'från {{from}}', en: 'from {{from}}' },
  fromTo: { fi: '{{from}}–{{to}}', sv: '{{from}}–{{to}}', en: '{{from}} – {{to}}' },
  people: {
    fi: 'Keneltä organisaatiossa voi kysyä',
    sv: 'Vem man kan fråga i organisationen',
    en: 'Whom to ask at the organisation',
  },
  noPeople: {
    fi: 'Organisaatiolla ei ole yhteyshenkilöitä eikä käyttäjiä palvelussa.',
    sv: 'Organisationen har inga kontaktpersoner och inga användare i tjänsten.',
    en: 'The organisation has no contacts and nobody in the service.',
  },
  contact: { fi: 'Yhteyshenkilö', sv: 'Kontaktperson', en: 'Contact' },
  tasks: { fi: 'Avoimet tehtävät', sv: 'Öppna uppgifter', en: 'Open tasks' },
  noTasks: {
    fi: 'Organisaatiolla ei ole korttitehtäviä.',
    sv: 'Organisationen har inga uppgifter som gäller kort.',
    en: 'The organisation has nothing to do about cards.',
  },
  agreementEnds: {
    fi: 'Sopimus päättyy {{day}}',
    sv: 'Avtalet upphör {{day}}',
    en: 'The agreement ends on {{day}}',
  },

  helpHeading: {
    fi: 'Ohjeet soittajalle',
    sv: 'Anvisningar för den som ringer',
    en: 'For the caller',
  },
  helpLead: {
    fi: 'Samat ohjeet, jotka soittaja näkee. Kadonnut kortti suljetaan sulkupalvelussa.',
    sv: 'Samma anvisningar som den som ringer ser. Ett försvunnet kort spärras i spärrtjänsten.',
    en: 'The same help that the caller sees. A lost card is cancelled by the revocation service.',
  },
} satisfies Texts
