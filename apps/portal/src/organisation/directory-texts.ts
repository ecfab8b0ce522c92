import type { Texts } from '../texts/text.ts'

/** Users whom the directory of an organisation sends by SCIM. */
export const directoryTexts = {
  heading: { fi: 'Hakemisto (SCIM)', sv: 'Katalog (SCIM)', en: 'Directory (SCIM)' },
  open: {
    fi: 'Katso organisaation hakemistosta tulleet käyttäjät',
    sv: 'Se användarna från organisationens katalog',
    en: 'See the users from the organisation’s directory',
  },
  lead: {
    fi: 'Organisaation hakemisto, esimerkiksi Microsoft Entra ID, lähettää työntekijät palveluun. Uudelle työntekijälle valmistellaan korttitilaus. Kun käyttäjä poistetaan käytöstä, työsuhde päättyy ja organisaation kortti suljetaan odotusajan jälkeen. Ammattikorttia ei koskaan suljeta näin.',
    sv: 'Organisationens katalog, till exempel Microsoft Entra ID, sänder de anställda till tjänsten. En kortbeställning förbereds för en ny anställd. När en användare inaktiveras upphör anställningen, och organisationens kort spärras efter en betänketid. Ett yrkeskort spärras aldrig på detta sätt.',
    en: 'The organisation’s directory, such as Microsoft Entra ID, sends its employees to the service. An order is prepared for a new employee. When a user is deactivated, the employment ends, and the organisation’s card is cancelled after a cooling-off. A professional card is never cancelled in this way.',
  },
  address: { fi: 'Osoite', sv: 'Adress', en: 'Address' },
  lastRequest: { fi: 'Viimeisin pyyntö', sv: 'Senaste begäran', en: 'Latest request' },
  noRequest: {
    fi: 'Hakemisto ei ole vielä lähettänyt mitään',
    sv: 'Katalogen har inte sänt något ännu',
    en: 'The directory has not sent anything yet',
  },
  keys: {
    fi: 'Luo API-avain hakemistolle',
    sv: 'Skapa en API-nyckel för katalogen',
    en: 'Create an API key for the directory',
  },
  active: { fi: 'Käytössä', sv: 'Aktiva', en: 'Active' },
  inactive: { fi: 'Poistettu käytöstä', sv: 'Inaktiverade', en: 'Inactive' },
  ending: {
    fi: 'Työsuhde päättymässä',
    sv: 'Anställningen upphör',
    en: 'Employment about to end',
  },
  failed: { fi: 'Ei onnistunut', sv: 'Misslyckades', en: 'Failed' },
  failures: {
    fi: 'Mitä ei voitu tehdä',
    sv: 'Vad som inte kunde göras',
    en: 'What could not be done',
  },
  failuresHelp: {
    fi: 'Korjaa tiedot hakemistossa. Rivi poistuu, kun hakemisto on lähettänyt korjatut tiedot.',
    sv: 'Rätta uppgifterna i katalogen. Raden försvinner när katalogen har sänt de rättade uppgifterna.',
    en: 'Correct the data in the directory. The row disappears once the directory has sent them again.',
  },
  search: { fi: 'Käyttäjä', sv: 'Användare', en: 'User' },
  userName: { fi: 'Käyttäjätunnus', sv: 'Användarnamn', en: 'User name' },
  none: {
    fi: 'Tällaisia käyttäjiä ei ole.',
    sv: 'Det finns inga sådana användare.',
    en: 'There are no such users.',
  },
  'state.pending-order': {
    fi: 'Tilaus odottaa',
    sv: 'Beställningen väntar',
    en: 'Order pending',
  },
  'state.card': { fi: 'On kortti', sv: 'Har kort', en: 'Has a card' },
  'state.professional': {
    fi: 'On ammattikortti',
    sv: 'Har yrkeskort',
    en: 'Has a professional card',
  },
  'state.nothing': { fi: 'Ei korttia', sv: 'Inget kort', en: 'No card' },
  'state.ending': { fi: 'Päättymässä', sv: 'Upphör', en: 'About to end' },
  'state.inactive': { fi: 'Poistettu käytöstä', sv: 'Inaktiverad', en: 'Inactive' },
  lastDayIs: {
    fi: 'viimeinen päivä {{day}}',
    sv: 'sista dag {{day}}',
    en: 'last day {{day}}',
  },
  lastDay: { fi: 'Viimeinen päivä', sv: 'Sista dag', en: 'Last day' },
  changedOn: { fi: 'muuttunut {{day}}', sv: 'ändrad {{day}}', en: 'changed on {{day}}' },
  changed: { fi: 'Muuttunut', sv: 'Ändrad', en: 'Changed' },
  endsHelp: {
    fi: 'Peru päättyminen, jos se on virhe',
    sv: 'Återkalla slutet om det är ett fel',
    en: 'Withdraw an end that is a mistake',
  },
} as const satisfies Texts
