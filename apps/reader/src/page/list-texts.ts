import type { Text } from '@sotevarmenne/pages/languages'

/** Why a list, or a document of it, is not signed; beside the reasons of any signature. */
export const listRefusalTexts = {
  'lists-not-allowed': {
    fi: 'Tämä sivusto ei saa pyytää monen asiakirjan allekirjoitusta yhdellä tunnusluvulla. Organisaatio sallii sen kortinlukijaohjelmiston asetuksissa.',
    sv: 'Webbplatsen får inte be om underskrift av flera dokument med en kod. Organisationen tillåter det i kortläsarprogrammets inställningar.',
    en: 'This site may not ask for the signature of several documents with one PIN. The organisation allows it in the settings of the reader software.',
  },
  'no-items': {
    fi: 'Luettelossa ei ole asiakirjoja.',
    sv: 'Det finns inga dokument i listan.',
    en: 'There are no documents in the list.',
  },
  'too-many-items': {
    fi: 'Luettelossa on liian monta asiakirjaa.',
    sv: 'Det finns för många dokument i listan.',
    en: 'There are too many documents in the list.',
  },
  'same-item-twice': {
    fi: 'Sama asiakirja on luettelossa kahdesti.',
    sv: 'Samma dokument finns två gånger i listan.',
    en: 'The same document is in the list twice.',
  },
  'item-too-large': {
    fi: 'Luettelon asiakirja on liian suuri (enintään 2 Mt).',
    sv: 'Ett dokument i listan är för stort (högst 2 MB).',
    en: 'A document in the list is too large (2 MB at most).',
  },
  'list-too-large': {
    fi: 'Luettelo on liian suuri (enintään 32 Mt).',
    sv: 'Listan är för stor (högst 32 MB).',
    en: 'The list is too large (32 MB at most).',
  },
  'item-not-shown': {
    fi: 'Luettelon asiakirjaa ei voi näyttää, joten sitä ei allekirjoiteta.',
    sv: 'Ett dokument i listan kan inte visas, och därför undertecknas det inte.',
    en: 'A document in the list can’t be shown, so it is not signed.',
  },
  struck: {
    fi: 'Käyttäjä jätti asiakirjan pois.',
    sv: 'Användaren lämnade bort dokumentet.',
    en: 'The user left the document out.',
  },
  'list-changed': {
    fi: 'Luettelo ei ole se, joka näytettiin. Aloita uudelleen.',
    sv: 'Listan är inte den som visades. Börja om.',
    en: 'The list is not the one that was shown. Start again.',
  },
  'not-recorded': {
    fi: 'Allekirjoitusta ei voitu kirjata tälle tietokoneelle, joten sitä ei annettu sivustolle. Tarkista, onko levy täynnä.',
    sv: 'Underskriften kunde inte antecknas på datorn, och därför fick webbplatsen den inte. Kontrollera om disken är full.',
    en: 'The signature could not be recorded on this computer, so the site did not get it. Check whether the disk is full.',
  },
  'wrong-pin': {
    fi: 'Tunnusluku vaihdettiin kesken allekirjoittamisen.',
    sv: 'Koden byttes under underskrivandet.',
    en: 'The PIN was changed during the signing.',
  },
} as const satisfies Record<string, Text>

export const listWords = {
  requests: {
    fi: 'Sivusto pyytää allekirjoittamaan monta asiakirjaa',
    sv: 'Webbplatsen ber dig underteckna flera dokument',
    en: 'A site asks you to sign several documents',
  },
  lead: {
    fi: 'Tarkista jokainen asiakirja. Poista rasti siitä, jota et allekirjoita. Kirjoita tunnusluku kerran: se koskee kaikkia rastittuja.',
    sv: 'Kontrollera varje dokument. Ta bort krysset för det som du inte undertecknar. Skriv koden en gång: den gäller alla ikryssade.',
    en: 'Check each document. Untick those that you do not sign. Type the PIN once: it is for all that are ticked.',
  },
  documents: { fi: 'Asiakirjat', sv: 'Dokument', en: 'Documents' },
  open: { fi: 'Näytä asiakirja', sv: 'Visa dokumentet', en: 'Show the document' },
  openPdf: {
    fi: 'Avaa PDF (uusi välilehti)',
    sv: 'Öppna PDF (ny flik)',
    en: 'Open the PDF (new tab)',
  },
  listDigest: { fi: 'Luettelon tiiviste', sv: 'Listans kondensat', en: 'Digest of the list' },
  nothingChosen: {
    fi: 'Rastita ainakin yksi asiakirja tai peru pyyntö.',
    sv: 'Kryssa för minst ett dokument eller avbryt begäran.',
    en: 'Tick at least one document, or cancel the request.',
  },
  sign: {
    fi: 'Allekirjoita rastitut',
    sv: 'Underteckna de ikryssade',
    en: 'Sign those that are ticked',
  },
  underWay: {
    fi: 'Kortti allekirjoittaa. Pidä se lukijassa.',
    sv: 'Kortet undertecknar. Låt det vara i läsaren.',
    en: 'The card is signing. Leave it in the reader.',
  },
  signedOf: { fi: 'Allekirjoitettu', sv: 'Undertecknat', en: 'Signed' },
  rest: {
    fi: 'Muita ei allekirjoitettu, eikä sivusto saanut niistä mitään. Syy:',
    sv: 'De övriga undertecknades inte, och webbplatsen fick ingenting för dem. Orsak:',
    en: 'The others were not signed, and the site got nothing for them. Reason:',
  },
  recorded: {
    fi: 'Luettelojen allekirjoitukset tällä tietokoneella',
    sv: 'Underskrifter av listor på den här datorn',
    en: 'Signatures of lists on this computer',
  },
} as const satisfies Record<string, Text>

export const documentTypeNames: Readonly<Record<string, Text>> = {
  'text/plain': { fi: 'teksti', sv: 'text', en: 'text' },
  'application/xml': { fi: 'XML', sv: 'XML', en: 'XML' },
  'application/pdf': { fi: 'PDF', sv: 'PDF', en: 'PDF' },
}
