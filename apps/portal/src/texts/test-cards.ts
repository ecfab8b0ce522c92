import type { Texts } from './text.ts'

/** Test cards of a vendor. */
export const testCards = {
  heading: { fi: 'Testikortit', sv: 'Testkort', en: 'Test cards' },
  all: { fi: 'Testikortit', sv: 'Testkort', en: 'Test cards of the organisation' },
  lead: {
    fi: 'Testikortilla kokeilette omaa testijärjestelmäänne. Henkilö on keksitty ja varmentaja on testivarmentaja: oikeana korttina se ei toimi missään.',
    sv: 'Med ett testkort prövar ni ert eget testsystem. Personen är påhittad och utfärdaren är en testutfärdare: som riktigt kort fungerar det ingenstans.',
    en: 'You try your own test system out with a test card. Its person is invented and its authority is the test authority: it works nowhere as a real card.',
  },
  makeHeading: {
    fi: 'Virtuaalinen testikortti heti',
    sv: 'Ett virtuellt testkort genast',
    en: 'A virtual test card at once',
  },
  makeHelp: {
    fi: 'Kortti on tiedosto, jossa ovat avaimet ja tunnusluvut. Sen saa kerran; palveluun ei jää kopiota.',
    sv: 'Kortet är en fil med nycklar och koder. Den fås en gång; ingen kopia blir kvar i tjänsten.',
    en: 'The card is a file with its keys and PINs in it. You get it once; the service keeps no copy.',
  },
  kind: { fi: 'Kortti', sv: 'Kort', en: 'Card' },
  'kind.professional': { fi: 'Ammattikortti', sv: 'Yrkeskort', en: 'Professional card' },
  'kind.staff': { fi: 'Henkilöstökortti', sv: 'Personalkort', en: 'Staff card' },
  'kind.actor': { fi: 'Toimijakortti', sv: 'Aktörskort', en: 'Actor card' },
  'kind.temporary': { fi: 'Varakortti', sv: 'Reservkort', en: 'Spare card' },
  person: { fi: 'Keksitty henkilö', sv: 'Påhittad person', en: 'Invented person' },
  make: {
    fi: 'Tee kortti ja lataa se',
    sv: 'Gör kortet och ladda ner det',
    en: 'Make and download',
  },
  made: {
    fi: 'Kortti on ladattu. Tiedostoa ei saa uudelleen.',
    sv: 'Kortet har laddats ner. Filen fås inte på nytt.',
    en: 'The card is downloaded. Its file can’t be had again.',
  },
  file: { fi: 'Tiedosto', sv: 'Fil', en: 'File' },
  pins: { fi: 'PIN1 ja PIN2', sv: 'PIN1 och PIN2', en: 'PIN1 and PIN2' },
  identityCode: {
    fi: 'Henkilötunnus omiin testirekistereihinne',
    sv: 'Personbeteckning för era egna testregister',
    en: 'Identity code for your own test registers',
  },
  number: { fi: 'Rekisteröintinumero', sv: 'Registreringsnummer', en: 'Registration number' },
  intoReader: {
    fi: 'Lukijaohjelmaan yhdellä komennolla',
    sv: 'In i läsarprogrammet med ett kommando',
    en: 'Into the reader software by one command',
  },
  listHeading: {
    fi: 'Organisaation testikortit',
    sv: 'Organisationens testkort',
    en: 'Your test cards',
  },
  none: {
    fi: 'Testikortteja ei ole vielä tehty.',
    sv: 'Inga testkort har gjorts ännu.',
    en: 'No test card has been made yet.',
  },
  madeAt: { fi: 'tehty {{at}}', sv: 'gjort {{at}}', en: 'made {{at}}' },
  validTo: { fi: 'voimassa {{day}} asti', sv: 'giltigt till {{day}}', en: 'valid to {{day}}' },
  'state.making': { fi: 'Tekeillä', sv: 'Görs', en: 'Being made' },
  'state.ready': { fi: 'Odottaa latausta', sv: 'Väntar på nedladdning', en: 'Not downloaded yet' },
  'state.fetched': { fi: 'Käytössä', sv: 'I bruk', en: 'In use' },
  'state.lapsed': {
    fi: 'Ei ladattu ajoissa',
    sv: 'Laddades inte ner i tid',
    en: 'Not downloaded in time',
  },
  'state.revoked': { fi: 'Suljettu', sv: 'Spärrat', en: 'Revoked' },
  revoke: { fi: 'Sulje', sv: 'Spärra', en: 'Revoke' },
  revokeOf: { fi: 'Sulje: {{holder}}', sv: 'Spärra: {{holder}}', en: 'Revoke: {{holder}}' },
  revokeAsk: {
    fi: 'Suljetaanko testikortti?',
    sv: 'Ska testkortet spärras?',
    en: 'Revoke the test card?',
  },
  revokeHelp: {
    fi: 'Sulku on lopullinen. Tilapalvelu kertoo sen viidessä sekunnissa ja sulkulista minuutissa.',
    sv: 'Spärrningen är slutgiltig. Statustjänsten berättar om den inom fem sekunder och spärrlistan inom en minut.',
    en: 'It is for good. The status service tells it within five seconds, and the list within a minute.',
  },
  reason: {
    fi: 'Syy, jota kokeilette',
    sv: 'Orsak som ni prövar',
    en: 'The reason that you try out',
  },
  'reason.card-lost': { fi: 'Kortti on kadonnut', sv: 'Kortet har försvunnit', en: 'Card lost' },
  'reason.card-stolen': { fi: 'Kortti on varastettu', sv: 'Kortet har stulits', en: 'Card stolen' },
  'reason.card-faulty': { fi: 'Kortti on rikki', sv: 'Kortet är trasigt', en: 'Card faulty' },
  'reason.data-changed': {
    fi: 'Tiedot ovat muuttuneet',
    sv: 'Uppgifterna har ändrats',
    en: 'Data changed',
  },
  'reason.employment-ended': {
    fi: 'Palvelussuhde on päättynyt',
    sv: 'Anställningen har upphört',
    en: 'Employment ended',
  },
  'reason.right-ended': {
    fi: 'Ammattioikeus on päättynyt',
    sv: 'Yrkesrättigheten har upphört',
    en: 'Right to practise ended',
  },
} as const satisfies Texts
