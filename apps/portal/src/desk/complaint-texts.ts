import { menuTexts } from '../layout/menu-texts.ts'
import type { Texts } from '../texts/text.ts'

/** Complaints about faulty cards, at the desk and in the office. */
export const complaintTexts = {
  heading: menuTexts.complaints,
  make: { fi: 'Reklamaatio', sv: 'Reklamation', en: 'Complaint about this card' },
  makeHelp: {
    fi: 'Kun kortti ei toimi tai se ei ole sellainen kuin tilattiin. Kortti suljetaan, ja palvelu kertoo, onko uusi maksuton.',
    sv: 'När kortet inte fungerar eller inte är som det beställdes. Kortet spärras, och tjänsten säger om det nya är avgiftsfritt.',
    en: 'When the card does not work or is not what was ordered. The card is cancelled, and the service says whether the new one is free.',
  },
  fault: {
    fi: 'Mikä kortissa on vikana',
    sv: 'Vad är det för fel på kortet',
    en: 'What is wrong with the card',
  },
  'fault.chip-silent': {
    fi: 'Lukija ei tunnista korttia',
    sv: 'Läsaren känner inte igen kortet',
    en: 'The reader does not see the card',
  },
  'fault.certificates-unreadable': {
    fi: 'Varmenteita ei voi lukea',
    sv: 'Certifikaten kan inte läsas',
    en: 'The certificates cannot be read',
  },
  'fault.pin-refused': {
    fi: 'Oikea tunnusluku ei kelpaa',
    sv: 'Rätt kod godkänns inte',
    en: 'The right PIN is refused',
  },
  'fault.contactless-silent': {
    fi: 'Etäluku ei toimi',
    sv: 'Kontaktlös läsning fungerar inte',
    en: 'Contactless use does not work',
  },
  'fault.print-faulty': {
    fi: 'Painatus on virheellinen tai kulunut',
    sv: 'Trycket är felaktigt eller slitet',
    en: 'The print is faulty or worn',
  },
  'fault.not-as-ordered': {
    fi: 'Tiedot eivät ole tilauksen mukaiset',
    sv: 'Uppgifterna är inte som de beställdes',
    en: 'The details are not as ordered',
  },
  'fault.other': { fi: 'Muu vika', sv: 'Annat fel', en: 'Another fault' },
  damaged: {
    fi: 'Kortti on rikkoutunut käytössä: taittunut, pesty tai kastunut',
    sv: 'Kortet har gått sönder vid användning: vikt, tvättat eller vått',
    en: 'The card was broken in use: bent, washed or wet',
  },
  returned: {
    fi: 'Haltija palautti kortin',
    sv: 'Innehavaren lämnade in kortet',
    en: 'The holder has returned the card',
  },
  faultMissing: { fi: 'Valitse vika', sv: 'Välj felet', en: 'Choose the fault' },
  button: { fi: 'Kirjaa reklamaatio', sv: 'Anteckna reklamationen', en: 'Record the complaint' },
  confirmHeading: {
    fi: 'Kirjataanko reklamaatio?',
    sv: 'Vill du anteckna reklamationen?',
    en: 'Record the complaint?',
  },
  confirm: {
    fi: 'Kortti suljetaan heti. Sulkemista ei voi perua.',
    sv: 'Kortet spärras genast. Spärren kan inte hävas.',
    en: 'The card is cancelled at once. This cannot be undone.',
  },
  filed: {
    fi: 'Reklamaatio on kirjattu',
    sv: 'Reklamationen är antecknad',
    en: 'The complaint is recorded',
  },
  'because.fault-of-manufacture': {
    fi: 'Uusi kortti on maksuton: vika on valmistuksessa.',
    sv: 'Det nya kortet är avgiftsfritt: felet uppstod vid tillverkningen.',
    en: 'The new card is free: the fault is in its production.',
  },
  'because.not-as-ordered': {
    fi: 'Uusi kortti on maksuton: kortti ei ollut tilauksen mukainen.',
    sv: 'Det nya kortet är avgiftsfritt: kortet var inte som det beställdes.',
    en: 'The new card is free: the card was not as ordered.',
  },
  'because.damaged-in-use': {
    fi: 'Uudesta kortista peritään tavallinen hinta: kortti on rikkoutunut käytössä.',
    sv: 'För det nya kortet tas vanligt pris: kortet har gått sönder vid användning.',
    en: 'The new card has its usual price: the card was broken in use.',
  },
  show: { fi: 'Näytä', sv: 'Visa', en: 'Show' },
  'show.all': { fi: 'Kaikki', sv: 'Alla', en: 'All' },
  'show.to-destroy': { fi: 'Hävitettävät', sv: 'Att förstöra', en: 'To be destroyed' },
  none: { fi: 'Ei reklamaatioita.', sv: 'Inga reklamationer.', en: 'No complaints.' },
  cardEnding: {
    fi: 'numero päättyy {{digits}}',
    sv: 'numret slutar på {{digits}}',
    en: 'number ends in {{digits}}',
  },
  'state.not-returned': { fi: 'Palauttamatta', sv: 'Inte inlämnat', en: 'Not returned' },
  'state.returned': { fi: 'Hävitettävä', sv: 'Ska förstöras', en: 'To be destroyed' },
  'state.destroying': {
    fi: 'Toinen kuittaus puuttuu',
    sv: 'Den andra kvitteringen saknas',
    en: 'Second signature missing',
  },
  'state.destroyed': { fi: 'Hävitetty', sv: 'Förstört', en: 'Destroyed' },
  takeIn: { fi: 'Kortti palautui', sv: 'Kortet kom in', en: 'The card came back' },
  destroy: { fi: 'Kuittaa hävitys', sv: 'Kvittera förstöringen', en: 'Sign the destruction' },
  destroyHelp: {
    fi: 'Kaksi rekisteröijää hävittää viallisen kortin leikkaamalla ja kuittaa hävityksen. Kumpikaan ei hävitä omaa korttiaan.',
    sv: 'Två registrerare förstör ett felaktigt kort genom att klippa sönder det och kvitterar förstöringen. Ingen förstör sitt eget kort.',
    en: 'Two registrars destroy a faulty card by cutting it up, and sign for it. Neither destroys their own card.',
  },
  figures: {
    fi: 'Reklamaatiot aihioerittäin',
    sv: 'Reklamationer per parti',
    en: 'Complaints by delivery',
  },
  figuresHelp: {
    fi: 'Viallinen aihioerä näkyy siitä, että reklamaatioita on paljon tai ne ovat samassa kohdassa erää.',
    sv: 'Ett felaktigt parti syns på att reklamationerna är många eller ligger på samma ställe i partiet.',
    en: 'A faulty delivery shows as many complaints, or as complaints about one part of it.',
  },
  noFigures: {
    fi: 'Näiltä päiviltä ei ole reklamaatioita.',
    sv: 'Inga reklamationer under dessa dagar.',
    en: 'No complaints were made on these days.',
  },
  unknownBatch: { fi: 'Erä ei tiedossa', sv: 'Okänt parti', en: 'Delivery not known' },
  count: { fi: 'Reklamaatioita', sv: 'Reklamationer', en: 'Complaints' },
  ofManufacture: { fi: 'Valmistusvikoja', sv: 'Tillverkningsfel', en: 'Of manufacture' },
  delivered: { fi: 'Toimitettu', sv: 'Levererade', en: 'Delivered' },
  share: { fi: 'Osuus', sv: 'Andel', en: 'Share' },
  batch: { fi: 'Aihioerä', sv: 'Parti', en: 'Delivery of blanks' },
  tenths: {
    fi: 'Missä kohdassa erää (kymmenyksittäin)',
    sv: 'Var i partiet (per tiondel)',
    en: 'Where in the delivery (by tenths)',
  },
  saveCsv: { fi: 'Tallenna CSV', sv: 'Spara CSV', en: 'Save as CSV' },
} satisfies Texts
