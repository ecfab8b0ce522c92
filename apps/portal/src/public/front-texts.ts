import type { Texts } from '../texts/text.ts'

/** The public front page. */
export const frontTexts = {
  heading: {
    fi: 'Ammattikortti sosiaali- ja terveydenhuollon työhön',
    sv: 'Yrkeskort för arbetet inom social- och hälsovården',
    en: 'A professional card for work in social and health care',
  },
  lead: {
    fi: 'Ammattikortilla kirjaudut potilas- ja asiakastietojärjestelmiin ja allekirjoitat asiakirjoja. Kortti on maksuton ja henkilökohtainen. Rekisteröintipiste perii tilaamisesta oman maksunsa, jonka näet ennen ajanvarausta.',
    sv: 'Med yrkeskortet loggar du in i patient- och klientdatasystem och undertecknar handlingar. Kortet är avgiftsfritt och personligt. Registreringsstället tar ut en egen avgift för beställningen; du ser den innan du bokar tid.',
    en: 'With the professional card you log in to patient and client information systems and sign documents. The card is free and personal. The registration point charges its own fee for the order, which you see before you book.',
  },
  signIn: { fi: 'Kirjaudu sisään', sv: 'Logga in', en: 'Sign in' },
  lost: {
    fi: 'Ilmoita kadonneesta kortista',
    sv: 'Anmäl kortet försvunnet',
    en: 'Report a lost card',
  },

  cardHeading: { fi: 'Mitä kortissa on', sv: 'Vad kortet innehåller', en: 'What is on the card' },
  cardTitle: {
    fi: 'Nimi, ammattioikeus ja rekisteröintinumero',
    sv: 'Namn, yrkesrättighet och registreringsnummer',
    en: 'Name, right to practise and registration number',
  },
  cardTitleHelp: {
    fi: 'Ammattioikeus tarkistetaan Terhikistä tai Suosikista. Kortti ei ole sidottu työnantajaan.',
    sv: 'Yrkesrättigheten kontrolleras i Terhikki eller Suosikki. Kortet är inte bundet till arbetsgivaren.',
    en: 'The right to practise is checked in Terhikki or Suosikki. The card is not tied to an employer.',
  },
  chip: {
    fi: 'Siru ja kaksi varmennetta',
    sv: 'Chip och två certifikat',
    en: 'A chip with two certificates',
  },
  chipHelp: {
    fi: 'Toisella varmenteella tunnistaudut perustunnusluvulla (PIN1-koodi), toisella allekirjoitat allekirjoitustunnusluvulla (PIN2-koodi).',
    sv: 'Med det ena certifikatet identifierar du dig med baskoden (PIN1), med det andra undertecknar du med signaturkoden (PIN2).',
    en: 'One certificate identifies you with the basic PIN (PIN1). With the other you sign with the signature PIN (PIN2).',
  },
  photoChoice: {
    fi: 'Kuva tai ei kuvaa',
    sv: 'Med eller utan foto',
    en: 'With or without a photo',
  },
  photoChoiceHelp: {
    fi: 'Valitset itse, tuleeko korttiin valokuva.',
    sv: 'Du väljer själv om kortet får ett foto.',
    en: 'You choose whether the card has a photo.',
  },
  validity: { fi: 'Viisi vuotta', sv: 'Fem år', en: 'Five years' },
  validityHelp: {
    fi: 'Kortti on voimassa viisi vuotta, tai kunnes siihen painettu ammattioikeus päättyy.',
    sv: 'Kortet gäller i fem år, eller tills yrkesrättigheten på kortet upphör.',
    en: 'The card is valid for five years, or until the right to practise on it ends.',
  },

  stepsHeading: { fi: 'Näin saat kortin', sv: 'Så får du kortet', en: 'How to get the card' },
  stepVisit: {
    fi: 'Käy rekisteröintipisteessä',
    sv: 'Besök ett registreringsställe',
    en: 'Visit a registration point',
  },
  stepVisitHelp: {
    fi: 'Ota passi tai henkilökortti mukaan. Rekisteröijä tarkistaa ammattioikeuden ja tekee tilauksen.',
    sv: 'Ta med pass eller identitetskort. Registreraren kontrollerar yrkesrättigheten och gör beställningen.',
    en: 'Bring your passport or identity card. The registrar checks your right to practise and makes the order.',
  },
  stepCollect: { fi: 'Nouda kortti', sv: 'Hämta kortet', en: 'Collect the card' },
  stepCollectHelp: {
    fi: 'Kortti luovutetaan sinulle rekisteröintipisteessä. Sinut tunnistetaan uudelleen.',
    sv: 'Kortet överlämnas till dig på registreringsstället. Du identifieras på nytt.',
    en: 'The card is handed over to you at the registration point. You are identified again.',
  },
  stepLetter: {
    fi: 'Odota aktivointikirjettä',
    sv: 'Vänta på aktiveringsbrevet',
    en: 'Wait for the activation letter',
  },
  stepLetterHelp: {
    fi: 'Kirje lähtee muutama arkipäivä kortin valmistumisen jälkeen. Kortti ja tunnusluku lähetetään erikseen.',
    sv: 'Brevet skickas några vardagar efter att kortet blev färdigt. Kortet och koden skickas separat.',
    en: 'The letter leaves a few working days (Monday to Friday) after the card is ready. The card and the code are sent separately.',
  },
  stepActivate: { fi: 'Aktivoi kortti', sv: 'Aktivera kortet', en: 'Activate the card' },
  stepActivateHelp: {
    fi: 'Avaa kortinlukijaohjelmisto, anna aktivointitunnusluku ja valitse tunnusluvut (PIN-koodit). Kortti on valmis käyttöön.',
    sv: 'Öppna kortläsarprogrammet, ange aktiveringskoden och välj dina koder (PIN-koder). Kortet är klart att använda.',
    en: 'Open the card reader software, enter the activation code and choose your PINs. The card is ready for use.',
  },

  lostHeading: {
    fi: 'Kadonnut tai varastettu kortti',
    sv: 'Försvunnet eller stulet kort',
    en: 'Lost or stolen card',
  },
  lostHelp: {
    fi: 'Ilmoita heti. Kortti suljetaan saman tien, eikä sitä voi sen jälkeen käyttää eikä avata uudelleen.',
    sv: 'Anmäl det genast. Kortet spärras omedelbart och kan sedan varken användas eller tas i bruk igen.',
    en: 'Report it at once. The card is cancelled immediately and cannot be used again.',
  },
  questions: {
    fi: 'Onko sinulla kysyttävää?',
    sv: 'Har du frågor?',
    en: 'Do you have a question?',
  },
  toLost: {
    fi: 'Näin suljet kortin',
    sv: 'Så spärrar du kortet',
    en: 'How to cancel the card',
  },
  toCards: {
    fi: 'Kortit ja kuka ne saa',
    sv: 'Korten och vem som får dem',
    en: 'The cards and who gets them',
  },
  exampleTitle: { fi: 'sairaanhoitaja', sv: 'sjukskötare', en: 'nurse' },
} satisfies Texts
