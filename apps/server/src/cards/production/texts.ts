import type { Text } from '#platform/texts.ts'

/** Titles of problems, and their remedies. */
export const texts = {
  cardNotFound: {
    title: {
      fi: 'Korttia ei löydy',
      sv: 'Kortet hittades inte',
      en: 'The card was not found',
    },
  },
  productionNotFailed: {
    title: {
      fi: 'Kortin valmistus ei ole epäonnistunut',
      sv: 'Tillverkningen av kortet har inte misslyckats',
      en: 'The production of the card has not failed',
    },
    advice: {
      fi: 'Päivitä sivu: kortti on jo valmistumassa tai suljettu.',
      sv: 'Uppdatera sidan: kortet tillverkas redan eller är spärrat.',
      en: 'Refresh the page: the card is already being made, or has been cancelled.',
    },
  },
  cardRemoved: {
    title: {
      fi: 'Kortti poistettiin lukijasta',
      sv: 'Kortet togs ut ur läsaren',
      en: 'The card was taken out of the reader',
    },
  },
  cardUnreadable: {
    title: {
      fi: 'Kortin siru ei vastaa',
      sv: 'Kortets chip svarar inte',
      en: 'The chip of the card does not answer',
    },
    advice: {
      fi: 'Ota kortti pois ja laita uusi korttiaihio lukijaan.',
      sv: 'Ta ut kortet och lägg ett nytt ämneskort i läsaren.',
      en: 'Take the card out and put another blank card into the reader.',
    },
  },
  cardOfAnotherKind: {
    title: {
      fi: 'Lukijassa on toisenlainen kortti',
      sv: 'I läsaren finns ett kort av annat slag',
      en: 'A card of another kind is in the reader',
    },
  },
  cardNotBlank: {
    title: {
      fi: 'Kortti on jo jonkun käytössä',
      sv: 'Kortet används redan av någon',
      en: 'The card is already in use by somebody',
    },
    advice: {
      fi: 'Sille ei tehty mitään. Vie se sinne, minne se kuuluu.',
      sv: 'Ingenting gjordes med det. För det dit det hör.',
      en: 'Nothing was done to it. Take it to where it belongs.',
    },
  },
  blankNotInStock: {
    title: {
      fi: 'Korttiaihiota ei ole valmistuspaikan varastossa',
      sv: 'Ämneskortet finns inte i tillverkningsställets lager',
      en: 'The blank card is not in stock at the production site',
    },
    advice: {
      fi: 'Kirjaa toimitus varastoon tai laita toinen korttiaihio lukijaan.',
      sv: 'Registrera leveransen i lagret eller lägg ett annat ämneskort i läsaren.',
      en: 'Enter the delivery into the stock, or put another blank card into the reader.',
    },
  },
  blankWasRejected: {
    title: {
      fi: 'Korttiaihio on hylätty',
      sv: 'Ämneskortet är kasserat',
      en: 'The blank card was rejected',
    },
    advice: {
      fi: 'Tuhoa se: siitä ei voi tehdä korttia.',
      sv: 'Förstör det: det kan inte användas till ett kort.',
      en: 'Destroy it: it cannot be made into a card.',
    },
  },
  nothingToProduce: {
    title: {
      fi: 'Valmistusta odottavia kortteja ei ole',
      sv: 'Det finns inga kort som väntar på tillverkning',
      en: 'No cards are waiting to be made',
    },
  },
  registersSilentForProduction: {
    title: {
      fi: 'Rekisteri ei vastaa, joten kortin tietoja ei voi varmistaa',
      sv: 'Registret svarar inte, så kortets uppgifter kan inte bekräftas',
      en: 'The register is not responding, so the data of the card can’t be confirmed',
    },
    advice: {
      fi: 'Korttiaihio voi odottaa lukijassa. Valmistus jatkuu, kun rekisteri vastaa.',
      sv: 'Ämneskortet kan vänta i läsaren. Tillverkningen fortsätter när registret svarar.',
      en: 'The blank card can wait in the reader. Production continues when the register responds.',
    },
  },
  signerSilentForProduction: {
    title: {
      fi: 'Allekirjoituspalvelu ei vastaa, joten varmenteita ei voi nyt myöntää',
      sv: 'Signeringstjänsten svarar inte, så certifikat kan inte utfärdas just nu',
      en: 'The signing service is not responding, so certificates can’t be issued now',
    },
    advice: {
      fi: 'Korttiaihio voi odottaa lukijassa. Valmistus jatkuu, kun allekirjoituspalvelu vastaa.',
      sv: 'Ämneskortet kan vänta i läsaren. Tillverkningen fortsätter när signeringstjänsten svarar.',
      en: 'The blank card can wait in the reader. Production continues when the signing service responds.',
    },
  },
  cardNotProduced: {
    title: {
      fi: 'Korttia ei saatu valmiiksi',
      sv: 'Kortet blev inte färdigt',
      en: 'The card was not finished',
    },
    advice: {
      fi: 'Tuhoa tämä korttiaihio. Syy näkyy valmistussivulla, ja kortti yritetään tehdä uudelleen.',
      sv: 'Förstör det här ämneskortet. Orsaken finns på tillverkningssidan, och ett nytt försök görs.',
      en: 'Destroy this blank card. The production page says why, and a new attempt is made.',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice?: Text }
}
