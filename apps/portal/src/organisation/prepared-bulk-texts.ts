import type { Texts } from '../texts/text.ts'

/** Acts on many prepared orders. */
export const preparedBulkTexts = {
  chooseAll: {
    fi: 'Valitse kaikki haun tulokset',
    sv: 'Välj alla sökresultat',
    en: 'Choose all search results',
  },
  chosen: {
    fi: 'Valittuja tilauksia: {{count}}',
    sv: 'Valda beställningar: {{count}}',
    en: 'Orders chosen: {{count}}',
  },
  allChosen: {
    fi: 'Valittu kaikki haun tulokset',
    sv: 'Alla sökresultat är valda',
    en: 'All search results are chosen',
  },
  tooMany: {
    fi: 'Valitse kerralla enintään 1 000 tilausta, tai kaikki haun tulokset.',
    sv: 'Välj högst 1 000 beställningar åt gången, eller alla sökresultat.',
    en: 'Choose at most 1,000 orders at a time, or all search results.',
  },
  previewFirst: {
    fi: 'Näet ensin, mitä tapahtuu. Mikään ei muutu ennen kuin vahvistat.',
    sv: 'Du ser först vad som händer. Ingenting ändras innan du bekräftar.',
    en: 'You see first what will happen. Nothing changes before you confirm.',
  },
  withdraw: { fi: 'Peru valitut', sv: 'Återkalla de valda', en: 'Withdraw the chosen orders' },
  send: {
    fi: 'Lähetä valitut luonnokset',
    sv: 'Sänd de valda utkasten',
    en: 'Send the chosen drafts',
  },
  attach: {
    fi: 'Liitä palvelussuhdetodistuksia',
    sv: 'Bifoga anställningsintyg',
    en: 'Attach employment certificates',
  },
  attachHelp: {
    fi: 'Tarvitaan, kun kortin tilaa toisen organisaation piste. Jo liitettyä todistusta ei korvata.',
    sv: 'Behövs när en annan organisations ställe beställer kortet. Ett intyg som redan har bifogats ersätts inte.',
    en: 'Needed where another organisation’s point orders the card. A certificate that is already attached is not replaced.',
  },
  oneFile: {
    fi: 'Yksi todistus kaikille valituille',
    sv: 'Ett intyg för alla valda',
    en: 'One certificate for all the chosen orders',
  },
  oneFileHint: {
    fi: 'PDF, JPEG tai PNG, enintään 5 Mt',
    sv: 'PDF, JPEG eller PNG, högst 5 MB',
    en: 'PDF, JPEG or PNG, at most 5 MB',
  },
  fileTooLarge: {
    fi: 'Tiedosto on yli 5 Mt.',
    sv: 'Filen är större än 5 MB.',
    en: 'The file is over 5 MB.',
  },
  manyFiles: {
    fi: 'Jokaiselle oma todistus',
    sv: 'Ett eget intyg för var och en',
    en: 'A certificate of their own for each person',
  },
  manyFilesHint: {
    fi: 'Tiedoston nimessä on henkilön nimi tai oma viitteesi, esimerkiksi Meikäläinen Maija.pdf',
    sv: 'Filens namn innehåller personens namn eller din referens, till exempel Meikäläinen Maija.pdf',
    en: 'The file name has the person’s name or your own reference, for example Meikäläinen Maija.pdf',
  },
  filesChosen: { fi: 'Valitut tiedostot', sv: 'Valda filer', en: 'Chosen files' },
  previewHeading: { fi: 'Tämä tapahtuu', sv: 'Detta händer', en: 'This will happen' },
  'preview.withdraw': {
    fi: 'Peruttavia tilauksia: {{count}}. Rekisteröintipiste ei enää löydä niitä, eikä perumista voi kumota.',
    sv: 'Beställningar som återkallas: {{count}}. Registreringsstället hittar dem inte längre, och det kan inte ångras.',
    en: 'Orders to be withdrawn: {{count}}. Registration points no longer find them, and this can’t be undone.',
  },
  'preview.send': {
    fi: 'Lähetettäviä luonnoksia: {{count}}. Sen jälkeen rekisteröintipiste löytää ne, kun henkilö tulee käymään.',
    sv: 'Utkast som sänds: {{count}}. Därefter hittar registreringsstället dem när personen kommer på besök.',
    en: 'Drafts to be sent: {{count}}. After that, registration points find them when the person visits.',
  },
  'preview.attachCertificate': {
    fi: 'Tilauksia, joihin {{file}} liitetään: {{count}}. Sama tiedosto tulee jokaisen henkilön tilaukseen.',
    sv: 'Beställningar som {{file}} bifogas till: {{count}}. Samma fil kommer till varje persons beställning.',
    en: 'Orders to which {{file}} will be attached: {{count}}. Each person’s order gets the same file.',
  },
  'preview.attachOwnCertificates': {
    fi: 'Liitettäviä tiedostoja: {{count}} / {{files}}. Tarkista, että jokainen on oikean henkilön.',
    sv: 'Filer som bifogas: {{count}} / {{files}}. Kontrollera att varje fil hör till rätt person.',
    en: 'Files to be attached: {{count}} of {{files}}. Check that each belongs to the right person.',
  },
  hasMore: {
    fi: 'Tuloksia on yli 10 000. Nyt käsitellään 10 000 ensimmäistä; tee sitten loput.',
    sv: 'Det finns över 10 000 resultat. Nu behandlas de 10 000 första; gör sedan resten.',
    en: 'There are over 10,000 results. The first 10,000 are processed now; do the rest after that.',
  },
  cannot: {
    fi: 'Näille ei voi tehdä tätä: {{count}}',
    sv: 'För dessa kan det inte göras: {{count}}',
    en: 'This can’t be done for: {{count}}',
  },
  unmatched: {
    fi: 'Tiedostot, joita ei liitetä: {{count}}',
    sv: 'Filer som inte bifogas: {{count}}',
    en: 'Files that are not attached: {{count}}',
  },
  unreadable: {
    fi: 'Tiedostoa ei voi lukea. Se on siirretty tai muuttunut valinnan jälkeen',
    sv: 'Filen går inte att läsa. Den har flyttats eller ändrats efter valet',
    en: 'The file can’t be read. It was moved or changed after it was chosen',
  },
  'why.nobody': {
    fi: 'nimi ei vastaa ketään valituista',
    sv: 'namnet motsvarar ingen av de valda',
    en: 'the name is of none of the chosen people',
  },
  'why.several': {
    fi: 'nimi sopii usealle henkilölle',
    sv: 'namnet passar flera personer',
    en: 'the name is of several people',
  },
  'why.second': {
    fi: 'samalle henkilölle on useita tiedostoja',
    sv: 'det finns flera filer för samma person',
    en: 'there are several files for the same person',
  },
  'why.cannot': {
    fi: 'henkilön tilaukseen ei voi liittää todistusta',
    sv: 'intyget kan inte bifogas till personens beställning',
    en: 'it can’t be attached to the person’s order',
  },
  'why.tooLarge': {
    fi: 'tiedosto on yli 5 Mt',
    sv: 'filen är större än 5 MB',
    en: 'the file is over 5 MB',
  },
  'yes.withdraw': {
    fi: 'Peru tilaukset ({{count}})',
    sv: 'Återkalla beställningarna ({{count}})',
    en: 'Withdraw orders ({{count}})',
  },
  'yes.send': {
    fi: 'Lähetä luonnokset ({{count}})',
    sv: 'Sänd utkasten ({{count}})',
    en: 'Send drafts ({{count}})',
  },
  'yes.attachCertificate': {
    fi: 'Liitä tilauksiin ({{count}})',
    sv: 'Bifoga till beställningarna ({{count}})',
    en: 'Attach to orders ({{count}})',
  },
  'yes.attachOwnCertificates': {
    fi: 'Liitä tiedostot ({{count}})',
    sv: 'Bifoga filerna ({{count}})',
    en: 'Attach files ({{count}})',
  },
  no: { fi: 'Älä tee mitään', sv: 'Gör ingenting', en: 'Do nothing' },
} satisfies Texts
