import type { Texts } from '../texts/text.ts'

/** Documents: signing one with the card, and checking its signatures. */
export const documentTexts = {
  signHeading: {
    fi: 'Allekirjoita asiakirja',
    sv: 'Underteckna ett dokument',
    en: 'Sign a document',
  },
  signLead: {
    fi: 'Allekirjoita PDF-asiakirja ammattikortillasi. Asiakirja pysyy tällä tietokoneella: palveluun lähtee vain sen tiiviste.',
    sv: 'Underteckna ett PDF-dokument med yrkeskortet. Dokumentet stannar på den här datorn: bara dess kondensat skickas till tjänsten.',
    en: 'Sign a PDF document with your professional card. The document stays on this computer: only its digest goes to the service.',
  },
  file: { fi: 'PDF-asiakirja', sv: 'PDF-dokument', en: 'PDF document' },
  fileHint: { fi: 'Enintään 20 Mt', sv: 'Högst 20 MB', en: '20 MB at most' },
  chooseFile: { fi: 'Valitse tiedosto', sv: 'Välj fil', en: 'Choose a file' },
  dragFile: {
    fi: 'Vedä tiedosto tähän tai valitse se',
    sv: 'Dra filen hit eller välj den',
    en: 'Drag the file here or choose it',
  },
  removeFile: { fi: 'Poista', sv: 'Ta bort', en: 'Remove' },
  fileAdded: { fi: 'Valittu tiedosto:', sv: 'Vald fil:', en: 'Chosen file:' },
  readFirst: {
    fi: 'Lue asiakirja ennen kuin allekirjoitat sen. Kortinlukijaohjelmisto näyttää tiivisteen, ei asiakirjaa.',
    sv: 'Läs dokumentet innan du undertecknar det. Kortläsarprogrammet visar kondensatet, inte dokumentet.',
    en: 'Read the document before you sign it. The reader software shows the digest, not the document.',
  },
  sign: { fi: 'Allekirjoita kortilla', sv: 'Underteckna med kort', en: 'Sign with the card' },
  fieldLabel: {
    fi: 'Sähköinen allekirjoitus',
    sv: 'Elektronisk underskrift',
    en: 'Electronic signature',
  },
  signed: {
    fi: 'Asiakirja on allekirjoitettu',
    sv: 'Dokumentet är undertecknat',
    en: 'The document is signed',
  },
  signedHelp: {
    fi: 'Aikaleima: {{time}}. Asiakirjassa on mukana kaikki, millä allekirjoituksen voi tarkistaa myöhemminkin. Tallenna se nyt: palvelulla ei ole kopiota.',
    sv: 'Tidsstämpel: {{time}}. Dokumentet innehåller allt som behövs för att kontrollera underskriften också senare. Spara det nu: tjänsten har ingen kopia.',
    en: 'Time-stamp: {{time}}. The document contains everything needed to check the signature later too. Save it now: the service has no copy.',
  },
  save: {
    fi: 'Tallenna allekirjoitettu asiakirja',
    sv: 'Spara det undertecknade dokumentet',
    en: 'Save the signed document',
  },
  signedName: { fi: 'allekirjoitettu', sv: 'undertecknad', en: 'signed' },
  another: { fi: 'Allekirjoita toinen', sv: 'Underteckna ett till', en: 'Sign another one' },
  checkHeading: {
    fi: 'Tarkista asiakirjan allekirjoitukset',
    sv: 'Kontrollera ett dokuments underskrifter',
    en: 'Check the signatures of a document',
  },
  checkLead: {
    fi: 'Kuka on allekirjoittanut PDF-asiakirjan, milloin, ja onko sitä sen jälkeen muutettu? Asiakirja pysyy tällä tietokoneella.',
    sv: 'Vem har undertecknat ett PDF-dokument, när, och har det ändrats efteråt? Dokumentet stannar på den här datorn.',
    en: 'Who has signed a PDF document, when, and was it changed afterwards? The document stays on this computer.',
  },
  checking: {
    fi: 'Tarkistetaan allekirjoituksia…',
    sv: 'Underskrifterna kontrolleras…',
    en: 'Checking the signatures…',
  },
  allHold: {
    fi: 'Allekirjoitukset ovat kunnossa',
    sv: 'Underskrifterna är i sin ordning',
    en: 'The signatures are valid',
  },
  allHoldHelp: {
    fi: 'Asiakirja on se, joka allekirjoitettiin.',
    sv: 'Dokumentet är det som undertecknades.',
    en: 'The document is the one that was signed.',
  },
  notAllHold: {
    fi: 'Kaikki ei ole kunnossa',
    sv: 'Allt är inte i sin ordning',
    en: 'Not everything is in order',
  },
  notAllHoldHelp: {
    fi: 'Älä luota asiakirjaan ennen kuin syy on selvinnyt.',
    sv: 'Lita inte på dokumentet innan orsaken är utredd.',
    en: 'Do not rely on the document until the reason is known.',
  },
  none: {
    fi: 'Asiakirjassa ei ole allekirjoituksia',
    sv: 'Dokumentet har inga underskrifter',
    en: 'The document has no signatures',
  },
  noneHelp: {
    fi: 'Kuva allekirjoituksesta ei ole sähköinen allekirjoitus.',
    sv: 'En bild av en underskrift är ingen elektronisk underskrift.',
    en: 'A picture of a signature is not an electronic signature.',
  },
  signature: { fi: 'Allekirjoitus', sv: 'Underskrift', en: 'Signature' },
  timeStamp: { fi: 'Aikaleima', sv: 'Tidsstämpel', en: 'Time-stamp' },
  signer: { fi: 'Allekirjoittaja', sv: 'Undertecknare', en: 'Signer' },
  timeStampAuthority: { fi: 'Aikaleiman antaja', sv: 'Tidsstämplare', en: 'Time-stamp authority' },
  issuer: { fi: 'Varmentaja', sv: 'Utfärdare', en: 'Issuer' },
  existedAt: {
    fi: 'Olemassa viimeistään',
    sv: 'Fanns senast',
    en: 'Existed at the latest',
  },
  byTimeStamp: { fi: 'aikaleiman mukaan', sv: 'enligt tidsstämpel', en: 'by a time-stamp' },
  byNow: {
    fi: 'nyt, ilman aikaleimaa',
    sv: 'nu, utan tidsstämpel',
    en: 'now, without a time-stamp',
  },
  certificate: { fi: 'Varmenne', sv: 'Certifikat', en: 'Certificate' },
  'status.good': { fi: 'oli silloin voimassa', sv: 'var giltigt då', en: 'was good then' },
  'status.not-shown': {
    fi: 'sulkemista ei voitu tarkistaa',
    sv: 'spärrningen kunde inte kontrolleras',
    en: 'whether it was revoked could not be checked',
  },
  after: { fi: 'Allekirjoituksen jälkeen', sv: 'Efter underskriften', en: 'After the signature' },
  'after.none': { fi: 'ei muutoksia', sv: 'inga ändringar', en: 'no changes' },
  'after.only-signatures': {
    fi: 'vain uusia allekirjoituksia tai todisteita',
    sv: 'bara nya underskrifter eller bevis',
    en: 'only further signatures or evidence',
  },
  'after.something-else': {
    fi: 'asiakirjaa on muutettu. Allekirjoittaja ei ole nähnyt muutoksia.',
    sv: 'dokumentet har ändrats. Undertecknaren har inte sett ändringarna.',
    en: 'the document was changed. The signer has not seen the changes.',
  },
  'because.unreadable': {
    fi: 'Allekirjoitusta ei voi lukea.',
    sv: 'Underskriften kan inte läsas.',
    en: 'The signature can’t be read.',
  },
  'because.content-changed': {
    fi: 'Asiakirja ei ole se, joka allekirjoitettiin.',
    sv: 'Dokumentet är inte det som undertecknades.',
    en: 'The document is not the one that was signed.',
  },
  'because.wrong-signature': {
    fi: 'Allekirjoitus ei vastaa varmennetta.',
    sv: 'Underskriften stämmer inte med certifikatet.',
    en: 'The signature does not match the certificate.',
  },
  'because.not-for-signatures': {
    fi: 'Varmenne ei ole tarkoitettu allekirjoittamiseen.',
    sv: 'Certifikatet är inte avsett för underskrifter.',
    en: 'The certificate is not meant for signing.',
  },
  'because.untrusted': {
    fi: 'Varmennetta ei ole myöntänyt tämä palvelu. Muiden allekirjoituksia ei voi tarkistaa täällä.',
    sv: 'Certifikatet är inte utfärdat av den här tjänsten. Andras underskrifter kan inte kontrolleras här.',
    en: 'The certificate was not issued by this service. Signatures of others can’t be checked here.',
  },
  'because.expired': {
    fi: 'Varmenne on vanhentunut, eikä aikaleima näytä, että allekirjoitus tehtiin sitä ennen.',
    sv: 'Certifikatet har gått ut, och ingen tidsstämpel visar att underskriften gjordes dessförinnan.',
    en: 'The certificate has expired, and no time-stamp shows that the signature was made before.',
  },
  'because.revoked': {
    fi: 'Kortti oli suljettu ennen allekirjoitusta.',
    sv: 'Kortet var spärrat före underskriften.',
    en: 'The card was cancelled before the signature.',
  },
  'because.time-stamp-untrusted': {
    fi: 'Aikaleimaan ei voi luottaa.',
    sv: 'Tidsstämpeln går inte att lita på.',
    en: 'The time-stamp can’t be relied on.',
  },
  'trouble.no-pdf': {
    fi: 'Tiedosto ei ole PDF-asiakirja',
    sv: 'Filen är inget PDF-dokument',
    en: 'The file is not a PDF document',
  },
  'trouble.too-large': {
    fi: 'Asiakirja on liian suuri',
    sv: 'Dokumentet är för stort',
    en: 'The document is too large',
  },
  'trouble.encrypted': {
    fi: 'Asiakirja on suojattu salasanalla tai rajoituksilla',
    sv: 'Dokumentet är skyddat med lösenord eller begränsningar',
    en: 'The document is protected by a password or restrictions',
  },
  'trouble.unreadable': {
    fi: 'Asiakirjaa ei voi lukea',
    sv: 'Dokumentet kan inte läsas',
    en: 'The document can’t be read',
  },
  'trouble.malformed-signature': {
    fi: 'Allekirjoitus ei kata sitä, mitä se näyttää kattavan',
    sv: 'En underskrift omfattar inte det som den tycks omfatta',
    en: 'A signature does not cover what it seems to cover',
  },
  'trouble.unsupported-signature': {
    fi: 'Allekirjoitus on tehty tavalla, jota täällä ei voi tarkistaa',
    sv: 'En underskrift är gjord på ett sätt som inte kan kontrolleras här',
    en: 'A signature was made in a way that can’t be checked here',
  },
  'trouble.changes-not-permitted': {
    fi: 'Aiempi allekirjoitus kieltää uudet',
    sv: 'En tidigare underskrift förbjuder nya',
    en: 'An earlier signature forbids further ones',
  },
  troubleHelp: {
    fi: 'Pyydä asiakirja lähettäjältä uudelleen tai tulosta se uudeksi PDF-tiedostoksi.',
    sv: 'Be avsändaren om dokumentet på nytt eller skriv ut det till en ny PDF-fil.',
    en: 'Ask the sender to send the document again, or print it to a new PDF file.',
  },
  malformedHelp: {
    fi: 'Älä luota asiakirjaan. Pyydä se lähettäjältä uudelleen.',
    sv: 'Lita inte på dokumentet. Be avsändaren om det på nytt.',
    en: 'Do not rely on the document. Ask the sender to send it again.',
  },
} satisfies Texts
