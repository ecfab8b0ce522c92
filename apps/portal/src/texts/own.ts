import type { Texts } from './text.ts'

/** The holder's own page. */
export const own = {
  heading: { fi: 'Omat kortit', sv: 'Egna kort', en: 'Own cards' },
  none: {
    fi: 'Sinulla ei ole kortteja. Ammattikortin saat rekisteröintipisteestä.',
    sv: 'Du har inga kort. Yrkeskortet får du på ett registreringsställe.',
    en: 'You have no cards. You get a professional card at a registration point.',
  },
  professionalCard: {
    fi: 'Ammattikortti: {{title}}',
    sv: 'Yrkeskort: {{title}}',
    en: 'Professional card: {{title}}',
  },
  works: {
    fi: 'Kortti on käytössä. Se on voimassa {{day}} asti.',
    sv: 'Kortet är i bruk. Det gäller till {{day}}.',
    en: 'The card is in use. It is valid until {{day}}.',
  },
  activate: {
    fi: 'Aktivoi kortti ennen käyttöä',
    sv: 'Aktivera kortet före användning',
    en: 'Activate the card before use',
  },
  activateHelp: {
    fi: 'Aktivointikirje tulee postissa. Avaa kortinlukijaohjelma, aseta kortti lukijaan ja anna kirjeen aktivointitunnusluku. Samalla valitset perustunnusluvun ja allekirjoitustunnusluvun.',
    sv: 'Aktiveringsbrevet kommer med posten. Öppna kortläsarprogrammet, sätt in kortet i läsaren och ange aktiveringskoden i brevet. Samtidigt väljer du baskoden och signaturkoden.',
    en: 'The activation letter comes by post. Open the reader software, put the card into the reader and give the activation code of the letter. At the same time you choose the basic PIN and the signature PIN.',
  },
  activateMore: {
    fi: 'Aktivoinnin ohjeet',
    sv: 'Anvisningar för aktivering',
    en: 'Help with activation',
  },
  coming: { fi: 'Kortti on tulossa', sv: 'Kortet är på väg', en: 'The card is on its way' },
  comingHelp: {
    fi: 'Nouda kortti rekisteröintipisteestä, jossa tilaus tehtiin. Ota passi tai henkilökortti mukaan.',
    sv: 'Hämta kortet på registreringsstället där beställningen gjordes. Ta med pass eller identitetskort.',
    en: 'Collect the card from the registration point where it was ordered. Bring your passport or identity card.',
  },
  failed: {
    fi: 'Kortin valmistus epäonnistui',
    sv: 'Tillverkningen av kortet misslyckades',
    en: 'Production of the card failed',
  },
  failedHelp: {
    fi: 'Rekisteröintipiste tekee uuden tilauksen. Ota yhteyttä rekisteröintipisteeseen.',
    sv: 'Registreringsstället gör en ny beställning. Kontakta registreringsstället.',
    en: 'The registration point makes a new order. Contact the registration point.',
  },
  closed: { fi: 'Kortti on suljettu', sv: 'Kortet är spärrat', en: 'The card is closed' },
  closedHelp: {
    fi: 'Korttia ei voi käyttää eikä avata uudelleen. Uuden kortin saat rekisteröintipisteestä.',
    sv: 'Kortet kan inte användas eller öppnas igen. Ett nytt kort får du på ett registreringsställe.',
    en: 'The card cannot be used or opened again. You get a new card at a registration point.',
  },
  lostHeading: {
    fi: 'Onko kortti kadonnut tai varastettu?',
    sv: 'Är kortet försvunnet eller stulet?',
    en: 'Is the card lost or stolen?',
  },
  lostHelp: {
    fi: 'Ilmoita heti. Kortti suljetaan, eikä kukaan voi enää kirjautua tai allekirjoittaa sillä.',
    sv: 'Anmäl det genast. Kortet spärras och ingen kan längre logga in eller signera med det.',
    en: 'Report it at once. The card is closed, and nobody can log in or sign with it any more.',
  },
  reportLost: { fi: 'Ilmoita kadonneeksi', sv: 'Anmäl förlust', en: 'Report as lost' },
  lostConfirmHeading: {
    fi: 'Suljetaanko kortti?',
    sv: 'Vill du spärra kortet?',
    en: 'Close the card?',
  },
  lostConfirm: {
    fi: 'Kortti ja sen molemmat varmenteet suljetaan heti. Suljettua korttia ei voi avata uudelleen, vaikka kortti löytyisi.',
    sv: 'Kortet och dess båda certifikat spärras genast. Ett spärrat kort kan inte öppnas igen, även om det hittas.',
    en: 'The card and both its certificates are closed at once. A closed card cannot be opened again, even if it is found.',
  },
  whatHappened: { fi: 'Mitä tapahtui?', sv: 'Vad hände?', en: 'What happened?' },
  closeForGood: { fi: 'Sulje lopullisesti', sv: 'Spärra slutgiltigt', en: 'Close for good' },
  trailHeading: {
    fi: 'Mitä korteillesi on tehty',
    sv: 'Vad som har gjorts med dina kort',
    en: 'What was done with your cards',
  },
  trailHelp: {
    fi: 'Kaikki, mitä korteillesi ja tiedoillesi on tehty tässä palvelussa, uusin ensin: myös katselut.',
    sv: 'Allt som har gjorts med dina kort och uppgifter i den här tjänsten, det senaste först: även visningar.',
    en: 'Everything done with your cards and data in this service, newest first: looks at them too.',
  },
  noTrail: {
    fi: 'Merkintöjä ei ole vielä. Uusi merkintä näkyy täällä sekunnin kuluttua.',
    sv: 'Det finns inga anteckningar ännu. En ny anteckning syns här inom en sekund.',
    en: 'There are no entries yet. A new one shows here within a second.',
  },
  trailPosition: { fi: 'Nro {{position}}', sv: 'Nr {{position}}', en: 'No. {{position}}' },
  saveTrail: {
    fi: 'Tallenna todisteineen',
    sv: 'Spara med bevis',
    en: 'Save with the proofs',
  },
  toOwnCards: { fi: 'Omat kortit', sv: 'Egna kort', en: 'Own cards' },
} satisfies Texts
