import type { Text } from '#platform/texts.ts'

/** Titles of problems, and what the person can do. */
export const texts = {
  cardNotFound: {
    title: {
      fi: 'Korttia ei löydy',
      sv: 'Kortet hittades inte',
      en: 'The card was not found',
    },
  },
  cursorUnreadable: {
    title: {
      fi: 'Luettelon seuraavaa sivua ei voi hakea',
      sv: 'Listans nästa sida kan inte hämtas',
      en: 'The next page of the list cannot be fetched',
    },
    advice: {
      fi: 'Avaa luettelo alusta.',
      sv: 'Öppna listan från början.',
      en: 'Open the list from the beginning.',
    },
  },
  notAwaitingHandOver: {
    title: {
      fi: 'Kortti ei odota luovutusta',
      sv: 'Kortet väntar inte på överlämning',
      en: 'The card is not awaiting hand-over',
    },
    advice: {
      fi: 'Katso kortin vaiheet: se on jo luovutettu, suljettu tai vielä valmistuksessa.',
      sv: 'Se kortets händelser: det är redan överlämnat, spärrat eller ännu under tillverkning.',
      en: 'See the card’s life: it has been handed over or closed already, or is still in production.',
    },
  },
  atAnotherPoint: {
    title: {
      fi: 'Kortti on toisessa rekisteröintipisteessä',
      sv: 'Kortet finns vid ett annat registreringsställe',
      en: 'The card is at another registration point',
    },
    advice: {
      fi: 'Kortin luovuttaa se piste, johon kortti on toimitettu.',
      sv: 'Kortet överlämnas av det ställe dit det har levererats.',
      en: 'The point to which the card was delivered hands it over.',
    },
  },
  notToOneself: {
    title: {
      fi: 'Omaa korttia ei voi luovuttaa itselleen',
      sv: 'Du kan inte överlämna ditt eget kort till dig själv',
      en: 'You cannot hand your own card over to yourself',
    },
    advice: {
      fi: 'Pyydä toista rekisteröijää luovuttamaan kortti.',
      sv: 'Be en annan registrerare överlämna kortet.',
      en: 'Ask another registrar to hand the card over.',
    },
  },
  alreadyClosed: {
    title: {
      fi: 'Kortti on jo suljettu',
      sv: 'Kortet är redan spärrat',
      en: 'The card has already been closed',
    },
    advice: {
      fi: 'Suljettua korttia ei voi ottaa takaisin käyttöön. Tilaa uusi kortti rekisteröintipisteessä.',
      sv: 'Ett spärrat kort kan inte tas i bruk igen. Beställ ett nytt kort vid ett registreringsställe.',
      en: 'A closed card cannot be taken back into use. Order a new card at a registration point.',
    },
  },
  notProduced: {
    title: {
      fi: 'Korttia ei ole vielä valmistettu',
      sv: 'Kortet har ännu inte tillverkats',
      en: 'The card has not been produced yet',
    },
    advice: {
      fi: 'Peru tilaus, tai odota että kortti valmistuu.',
      sv: 'Återkalla beställningen, eller vänta tills kortet är tillverkat.',
      en: 'Cancel the order, or wait until the card is produced.',
    },
  },
  reasonDoesNotFit: {
    title: {
      fi: 'Syy ei sovi kortin tilaan',
      sv: 'Orsaken passar inte kortets status',
      en: 'The reason does not fit the state of the card',
    },
    advice: {
      fi: 'Valmistuksen epäonnistuminen on syynä vain kortille, jonka valmistus epäonnistui, ja sille ainoa.',
      sv: 'Misslyckad tillverkning är orsak endast för ett kort vars tillverkning misslyckades, och dess enda.',
      en: 'Failed production is the reason only for a card whose production failed, and the only one for it.',
    },
  },
  notHandedOver: {
    title: {
      fi: 'Korttia ei ole luovutettu haltijalle',
      sv: 'Kortet har inte överlämnats till innehavaren',
      en: 'The card has not been handed over to its holder',
    },
    advice: {
      fi: 'Kortti noudetaan rekisteröintipisteestä. Ota mukaan passi tai henkilökortti.',
      sv: 'Kortet hämtas vid registreringsstället. Ta med pass eller identitetskort.',
      en: 'The card is collected at the registration point. Bring a passport or identity card.',
    },
  },
  cardUnknown: {
    title: {
      fi: 'Tätä korttia ei tunneta',
      sv: 'Det här kortet är okänt',
      en: 'This card is not known',
    },
    advice: {
      fi: 'Kysy rekisteröintipisteestä, josta sait kortin.',
      sv: 'Fråga vid registreringsstället där du fick kortet.',
      en: 'Ask the registration point that gave you the card.',
    },
  },
  letterUnknown: {
    title: {
      fi: 'Tällä numerolla ei ole lähetetty kirjettä',
      sv: 'Inget brev med det här numret har skickats',
      en: 'No letter with this number has been sent',
    },
    advice: {
      fi: 'Tarkista numero aktivointikirjeestä.',
      sv: 'Kontrollera numret i aktiveringsbrevet.',
      en: 'Check the number in the activation letter.',
    },
  },
  letterForAnotherCard: {
    title: {
      fi: 'Kirje kuuluu toiseen korttiin',
      sv: 'Brevet hör till ett annat kort',
      en: 'The letter belongs to another card',
    },
    advice: {
      fi: 'Vertaa kirjeessä olevia kortin numeron viimeisiä numeroita korttiin. Väärä koodi veisi kortilta yrityksen.',
      sv: 'Jämför kortnumrets sista siffror i brevet med kortet. En fel kod skulle kosta kortet ett försök.',
      en: 'Compare the last digits of the card number in the letter with the card. A wrong code would cost the card a try.',
    },
  },
  cardClosed: {
    title: {
      fi: 'Kortti on suljettu',
      sv: 'Kortet är spärrat',
      en: 'The card has been closed',
    },
    advice: {
      fi: 'Suljettua korttia ei voi aktivoida. Tilaa uusi kortti rekisteröintipisteessä.',
      sv: 'Ett spärrat kort kan inte aktiveras. Beställ ett nytt kort vid ett registreringsställe.',
      en: 'A closed card cannot be activated. Order a new card at a registration point.',
    },
  },
  signedInTheFuture: {
    title: {
      fi: 'Tietokoneen kello on edellä',
      sv: 'Datorns klocka går före',
      en: 'The computer’s clock is ahead',
    },
    advice: {
      fi: 'Korjaa tietokoneen kello ja yritä uudelleen.',
      sv: 'Ställ datorns klocka rätt och försök på nytt.',
      en: 'Set the computer’s clock right and try again.',
    },
  },
  notSignedByTheCard: {
    title: {
      fi: 'Ilmoitus ei ole tämän kortin allekirjoittama',
      sv: 'Meddelandet är inte undertecknat av det här kortet',
      en: 'The report was not signed by this card',
    },
    advice: {
      fi: 'Aktivoi kortti lukijaohjelmalla, johon kortti on asetettu.',
      sv: 'Aktivera kortet i kortläsarprogrammet med kortet isatt.',
      en: 'Activate the card in the reader software with the card inserted.',
    },
  },
  productionHasBegun: {
    title: {
      fi: 'Kortin valmistus on jo alkanut',
      sv: 'Tillverkningen av kortet har redan börjat',
      en: 'Production of the card has already begun',
    },
    advice: {
      fi: 'Odota että kortti valmistuu, ja sulje se sitten.',
      sv: 'Vänta tills kortet är tillverkat och spärra det då.',
      en: 'Wait until the card is produced, then close it.',
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
      en: 'Refresh the page: the card is being made already, or was closed.',
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
      en: 'Take the card out and put another blank into the reader.',
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
      fi: 'Kortti on jo jonkun kortti',
      sv: 'Kortet är redan någons kort',
      en: 'The card is somebody’s card already',
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
      en: 'The blank is not in stock at the production site',
    },
    advice: {
      fi: 'Kirjaa toimitus varastoon tai laita toinen korttiaihio lukijaan.',
      sv: 'Registrera leveransen i lagret eller lägg ett annat ämneskort i läsaren.',
      en: 'Enter the delivery into the stock, or put another blank into the reader.',
    },
  },
  blankWasGivenUp: {
    title: {
      fi: 'Korttiaihio on hylätty',
      sv: 'Ämneskortet är kasserat',
      en: 'The blank was given up',
    },
    advice: {
      fi: 'Tuhoa se: siitä ei tule kenenkään korttia.',
      sv: 'Förstör det: det blir ingens kort.',
      en: 'Destroy it: it becomes nobody’s card.',
    },
  },
  nothingToMake: {
    title: {
      fi: 'Yhtään korttia ei odota valmistusta',
      sv: 'Inget kort väntar på tillverkning',
      en: 'No card waits to be made',
    },
  },
  cardNotMade: {
    title: {
      fi: 'Korttia ei saatu valmiiksi',
      sv: 'Kortet blev inte färdigt',
      en: 'The card was not finished',
    },
    advice: {
      fi: 'Tuhoa tämä korttiaihio. Syy näkyy valmistussivulla, ja kortti yritetään tehdä uudelleen.',
      sv: 'Förstör det här ämneskortet. Orsaken finns på tillverkningssidan, och ett nytt försök görs.',
      en: 'Destroy this blank. The production page tells why, and the card is tried again.',
    },
  },
  cardNotMadeHere: {
    title: {
      fi: 'Korttia ei ole tehty tällä asemalla',
      sv: 'Kortet har inte gjorts vid den här stationen',
      en: 'The card was not made at this station',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice?: Text }
}
