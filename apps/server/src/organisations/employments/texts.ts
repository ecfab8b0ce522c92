import type { Text } from '#platform/texts.ts'

/** Texts of refusals. */
export const texts = {
  fileNotText: {
    title: {
      fi: 'Tiedosto ei ole CSV-tekstitiedosto',
      sv: 'Filen är inte en textfil i CSV-format',
      en: 'The file is not a CSV text file',
    },
    advice: {
      fi: 'Tallenna se taulukkolaskennassa muotoon CSV UTF-8.',
      sv: 'Spara den i kalkylprogrammet som CSV UTF-8.',
      en: 'Save it in the spreadsheet as CSV UTF-8.',
    },
  },
  fileEmpty: {
    title: {
      fi: 'Tiedostossa ei ole henkilöitä',
      sv: 'Filen har inga personer',
      en: 'There are no persons in the file',
    },
    advice: {
      fi: 'Ensimmäisellä rivillä ovat otsikot ja sen jälkeen yksi henkilö rivillä.',
      sv: 'På första raden står rubrikerna och sedan en person per rad.',
      en: 'The first line has the headings, and after it there is one person per line.',
    },
  },
  tooManyLines: {
    title: {
      fi: 'Tiedostossa on yli 10 000 henkilöä',
      sv: 'Filen har över 10 000 personer',
      en: 'There are over 10,000 persons in the file',
    },
    advice: {
      fi: 'Jaa se osiin.',
      sv: 'Dela upp den.',
      en: 'Split it.',
    },
  },
  columnNotFound: {
    title: {
      fi: 'Tiedostossa on tuntematon tai toistuva sarake',
      sv: 'Filen har en kolumn som är okänd eller upprepas',
      en: 'The file has a column that is unknown or repeated',
    },
    advice: {
      fi: 'Käytä mallitiedoston otsikoita.',
      sv: 'Använd mallfilens rubriker.',
      en: 'Use the headings of the template.',
    },
  },
  columnMissing: {
    title: {
      fi: 'Tiedostosta puuttuu sarake',
      sv: 'En kolumn saknas i filen',
      en: 'A column is missing in the file',
    },
    advice: {
      fi: 'Henkilötunnus, nimi ja tehtävänimike tarvitaan. Käytä mallitiedostoa.',
      sv: 'Personbeteckning, namn och uppgiftsbenämning behövs. Använd mallfilen.',
      en: 'Identity code, name and title are needed. Use the template.',
    },
  },
  endColumnMissing: {
    title: {
      fi: 'Tiedostosta puuttuu sarake',
      sv: 'En kolumn saknas i filen',
      en: 'A column is missing in the file',
    },
    advice: {
      fi: 'Henkilötunnus ja viimeinen päivä tarvitaan. Käytä mallitiedostoa.',
      sv: 'Personbeteckning och sista dag behövs. Använd mallfilen.',
      en: 'Identity code and last day are needed. Use the template.',
    },
  },
  endNotFound: {
    title: {
      fi: 'Ilmoitusta työsuhteen päättymisestä ei löydy',
      sv: 'Anmälan om att anställningen upphör hittades inte',
      en: 'The report of the end of the employment was not found',
    },
    advice: {
      fi: 'Lataa luettelo uudelleen.',
      sv: 'Ladda om listan.',
      en: 'Load the list again.',
    },
  },
  endNotPlanned: {
    title: {
      fi: 'Työsuhde on jo päättynyt, tai ilmoitus on peruttu',
      sv: 'Anställningen har redan upphört, eller så har anmälan återkallats',
      en: 'The employment has already ended, or the report was withdrawn',
    },
    advice: {
      fi: 'Lataa luettelo uudelleen. Jos kortti suljettiin turhaan, henkilölle tilataan uusi.',
      sv: 'Ladda om listan. Om kortet spärrades i onödan beställs ett nytt åt personen.',
      en: 'Load the list again. If the card was cancelled by mistake, a new one is ordered for the person.',
    },
  },
  cardNotFound: {
    title: {
      fi: 'Korttia ei löydy organisaation korteista',
      sv: 'Kortet finns inte bland organisationens kort',
      en: 'The card is not among the organisation’s cards',
    },
    advice: {
      fi: 'Lataa luettelo uudelleen.',
      sv: 'Ladda om listan.',
      en: 'Load the list again.',
    },
  },
  preparedNotFound: {
    title: {
      fi: 'Valmisteltua tilausta ei löydy',
      sv: 'Den förberedda beställningen hittades inte',
      en: 'The prepared order was not found',
    },
    advice: {
      fi: 'Lataa luettelo uudelleen.',
      sv: 'Ladda om listan.',
      en: 'Load the list again.',
    },
  },
  draftsNotThose: {
    title: {
      fi: 'Luonnoksia on muu määrä kuin sivulla',
      sv: 'Antalet utkast är ett annat än på sidan',
      en: 'The number of drafts is different from that on the page',
    },
    advice: {
      fi: 'Lataa sivu uudelleen, katso luonnokset ja lähetä ne sitten.',
      sv: 'Ladda sidan på nytt, se igenom utkasten och skicka dem sedan.',
      en: 'Load the page again, look through the drafts and then send them.',
    },
  },
  preparedNotWaiting: {
    title: {
      fi: 'Valmisteltu tilaus ei enää odota',
      sv: 'Den förberedda beställningen väntar inte längre',
      en: 'The prepared order is no longer waiting',
    },
    advice: {
      fi: 'Se on käytetty, peruttu tai rauennut. Lataa luettelo uudelleen.',
      sv: 'Den har använts, återkallats eller förfallit. Ladda om listan.',
      en: 'It has been used or withdrawn, or has lapsed. Load the list again.',
    },
  },
  preparedChanged: {
    title: {
      fi: 'Valmisteltu tilaus on muuttunut sen jälkeen, kun katsoit sitä',
      sv: 'Den förberedda beställningen har ändrats efter att du såg den',
      en: 'The prepared order has changed since you looked at it',
    },
    advice: {
      fi: 'Lataa luettelo uudelleen ja katso, mitä haluat tehdä.',
      sv: 'Ladda om listan och se vad du vill göra.',
      en: 'Load the list again and see what you want to do.',
    },
  },
  preparedSentAlready: {
    title: {
      fi: 'Tilaus on jo lähetetty rekisteröintipisteille',
      sv: 'Beställningen har redan sänts till registreringsställena',
      en: 'The order has already been sent to registration points',
    },
    advice: {
      fi: 'Vain luonnoksia voi lähettää. Tee muut ilman tätä tilausta.',
      sv: 'Bara utkast kan sändas. Gör resten utan den här beställningen.',
      en: 'Only drafts can be sent. Do the rest without this order.',
    },
  },
  certificateAttachedAlready: {
    title: {
      fi: 'Tilaukseen on jo liitetty palvelussuhdetodistus',
      sv: 'Ett anställningsintyg har redan bifogats beställningen',
      en: 'An employment certificate is already attached to the order',
    },
    advice: {
      fi: 'Sitä ei korvata. Jos todistus on väärä, peru tilaus ja valmistele uusi.',
      sv: 'Det ersätts inte. Om intyget är fel, återkalla beställningen och förbered en ny.',
      en: 'It is not replaced. If it is the wrong one, withdraw the order and prepare a new one.',
    },
  },
  certificateNotFound: {
    title: {
      fi: 'Liitettävää todistusta ei enää ole',
      sv: 'Intyget som skulle bifogas finns inte längre',
      en: 'The certificate to be attached no longer exists',
    },
    advice: {
      fi: 'Valitse tiedosto uudelleen.',
      sv: 'Välj filen på nytt.',
      en: 'Choose the file again.',
    },
  },
  documentNotReadable: {
    title: {
      fi: 'Tiedosto ei ole PDF eikä kuva',
      sv: 'Filen är varken PDF eller bild',
      en: 'The file is neither a PDF nor a picture',
    },
    advice: {
      fi: 'Liitä todistus PDF-, JPEG- tai PNG-tiedostona.',
      sv: 'Bifoga intyget som PDF, JPEG eller PNG.',
      en: 'Attach it as PDF, JPEG or PNG.',
    },
  },
  preparedGone: {
    title: {
      fi: 'Organisaatio on perunut valmistellun tilauksen, tai se on käytetty tai rauennut',
      sv: 'Organisationen har återkallat den förberedda beställningen, eller så har den använts eller förfallit',
      en: 'The organisation has withdrawn the prepared order, or it has been used or has lapsed',
    },
    advice: {
      fi: 'Avaa asiakas uudelleen. Tilauksen voi tehdä ilman valmistelua.',
      sv: 'Öppna kunden på nytt. Beställningen kan göras utan förberedelse.',
      en: 'Open the visitor again. The card can be ordered without the prepared order.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
