import type { Text } from '#platform/texts.ts'

/** Titles of problems, and their remedies. */
export const texts = {
  cardNotFound: {
    title: {
      fi: 'Korttia ei löytynyt',
      sv: 'Kortet hittades inte',
      en: 'The card was not found',
    },
    advice: {
      fi: 'Kysy rekisteröintipisteestä, josta sait kortin.',
      sv: 'Fråga vid registreringsstället där du fick kortet.',
      en: 'Ask at the registration point where you got the card.',
    },
  },
  letterNotFound: {
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
      en: 'Compare the last digits of the card number in the letter with the card. A wrong code would use up one of the card’s attempts.',
    },
  },
  letterReplaced: {
    title: {
      fi: 'Tämän kirjeen tunnusluku ei enää kelpaa',
      sv: 'Koden i det här brevet gäller inte längre',
      en: 'The code in this letter is no longer valid',
    },
    advice: {
      fi: 'Kortille on tilattu uusi aktivointitunnusluku. Käytä uusinta kirjettä.',
      sv: 'En ny aktiveringskod har beställts till kortet. Använd det senaste brevet.',
      en: 'A new activation code was ordered for the card. Use the newest letter.',
    },
  },
  cardCancelled: {
    title: {
      fi: 'Kortti on suljettu',
      sv: 'Kortet är spärrat',
      en: 'The card has been cancelled',
    },
    advice: {
      fi: 'Suljettua korttia ei voi aktivoida. Tilaa uusi kortti rekisteröintipisteessä.',
      sv: 'Ett spärrat kort kan inte aktiveras. Beställ ett nytt kort vid ett registreringsställe.',
      en: 'A cancelled card cannot be activated. Order a new card at a registration point.',
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
  cardOfAnotherLayout: {
    title: {
      fi: 'Tämän kortin tunnuslukuja ei voi asettaa palvelusta',
      sv: 'Koderna på det här kortet kan inte ställas in från tjänsten',
      en: 'The PINs of this card cannot be set from the service',
    },
    advice: {
      fi: 'Kortin aktivointitunnusluku ei vaihdu, ja tunnusluvut voi asettaa vain sillä. Jos kirje on kadonnut, pyydä rekisteröintipisteestä, että sama kirje tulostetaan uudelleen.',
      sv: 'Kortets aktiveringskod byts aldrig, och koderna kan ställas in bara med den. Om brevet har försvunnit, be registreringsstället om att samma brev skrivs ut på nytt.',
      en: 'The activation code of the card never changes, and the PINs can be set only with it. If the letter is lost, ask the registration point to have the same letter printed again.',
    },
  },
  anotherCardInReader: {
    title: {
      fi: 'Lukijassa on toinen kortti',
      sv: 'Det sitter ett annat kort i läsaren',
      en: 'Another card is in the reader',
    },
    advice: {
      fi: 'Vertaa kortin numeroa ja aseta oikea kortti lukijaan.',
      sv: 'Jämför kortnumret och sätt in rätt kort i läsaren.',
      en: 'Compare the card number, and put the right card into the reader.',
    },
  },
  adminKeyRefused: {
    title: {
      fi: 'Kortti ei hyväksy palvelua',
      sv: 'Kortet godkänner inte tjänsten',
      en: 'The card does not accept the service',
    },
    advice: {
      fi: 'Korttia ei voi enää avata. Tilaa uusi kortti rekisteröintipisteestä.',
      sv: 'Kortet kan inte längre låsas upp. Beställ ett nytt kort på ett registreringsställe.',
      en: 'The card cannot be unlocked any more. Order a new card at a registration point.',
    },
  },
  tooManyTries: {
    title: {
      fi: 'Korttia on yritetty avata liian monta kertaa peräkkäin',
      sv: 'Kortet har försökts låsas upp för många gånger i följd',
      en: 'There were too many attempts to unlock the card in a row',
    },
    advice: {
      fi: 'Odota kymmenen minuuttia ja yritä uudelleen.',
      sv: 'Vänta tio minuter och försök på nytt.',
      en: 'Wait ten minutes, then try again.',
    },
  },
  tryLater: {
    title: {
      fi: 'Palvelu ei voi nyt käsitellä korttia',
      sv: 'Tjänsten kan inte hantera kortet just nu',
      en: 'The service cannot handle the card right now',
    },
    advice: {
      fi: 'Yritä hetken kuluttua uudelleen.',
      sv: 'Försök på nytt om en stund.',
      en: 'Try again in a moment.',
    },
  },
  pinsNotSet: {
    title: {
      fi: 'Uusia tunnuslukuja ei asetettu',
      sv: 'De nya koderna ställdes inte in',
      en: 'The new PINs were not set',
    },
    advice: {
      fi: 'Aloita uudelleen. Vanhat tunnusluvut tai lukitus ovat ennallaan.',
      sv: 'Börja om. De gamla koderna eller låsningen är oförändrade.',
      en: 'Start again. The old PINs, or the lock, are as they were.',
    },
  },
  cardRemovedTooEarly: {
    title: {
      fi: 'Kortti poistettiin lukijasta kesken',
      sv: 'Kortet togs ut ur läsaren för tidigt',
      en: 'The card was taken out of the reader too early',
    },
    advice: {
      fi: 'Aloita uudelleen ja pidä kortti lukijassa loppuun asti.',
      sv: 'Börja om och låt kortet sitta i läsaren tills allt är klart.',
      en: 'Start again, and leave the card in the reader to the end.',
    },
  },
  cardDoesNotRespondCorrectly: {
    title: {
      fi: 'Kortti ei vastaa odotetusti',
      sv: 'Kortet svarar inte som väntat',
      en: 'The card does not answer as expected',
    },
    advice: {
      fi: 'Irrota kortti, puhdista sen siru ja yritä uudelleen. Jos vika jatkuu, tilaa uusi kortti rekisteröintipisteestä.',
      sv: 'Ta ut kortet, rengör chipet och försök på nytt. Om felet kvarstår, beställ ett nytt kort på ett registreringsställe.',
      en: 'Take the card out, clean its chip and try again. If the fault remains, order a new card at a registration point.',
    },
  },
  codeAlreadyOnCard: {
    title: {
      fi: 'Tunnusluku on jo kortilla',
      sv: 'Koden finns redan på kortet',
      en: 'The code is already on the card',
    },
    advice: {
      fi: 'Aseta uudet tunnusluvut kortinlukijaohjelmistossa aktivointitunnusluvulla.',
      sv: 'Ställ in nya koder i kortläsarprogrammet med aktiveringskoden.',
      en: 'Set new PINs in the reader software with the activation code.',
    },
  },
  wrongCodeOfLetter: {
    title: {
      fi: 'Aktivointitunnusluku on väärä',
      sv: 'Aktiveringskoden är fel',
      en: 'The activation code is wrong',
    },
    advice: {
      fi: 'Tarkista kirjeestä. Viiden väärän yrityksen jälkeen kirjeen tunnusluku ei enää kelpaa.',
      sv: 'Kontrollera i brevet. Efter fem felaktiga försök gäller brevets kod inte längre.',
      en: 'Check the letter. After five wrong attempts the code in the letter is no longer valid.',
    },
  },
  codeOfLetterBlocked: {
    title: {
      fi: 'Kirjeen tunnusluku on lukittu',
      sv: 'Brevets kod är låst',
      en: 'The code of the letter is blocked',
    },
    advice: {
      fi: 'Se annettiin viisi kertaa väärin. Tilaa uusi aktivointitunnusluku.',
      sv: 'Den angavs fel fem gånger. Beställ en ny aktiveringskod.',
      en: 'It was entered wrong five times. Order a new activation code.',
    },
  },
  noLettersWait: {
    title: {
      fi: 'Lähetystä odottavia kirjeitä ei ole',
      sv: 'Det finns inga brev som väntar på att skickas',
      en: 'No letters are waiting to be sent',
    },
    advice: {
      fi: 'Päivitä sivu: kirjeet ovat jo lähteneet.',
      sv: 'Uppdatera sidan: breven har redan skickats.',
      en: 'Refresh the page: the letters have already been sent.',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice?: Text }
}
