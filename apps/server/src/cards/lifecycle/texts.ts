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
  reminderTooSoon: {
    title: {
      fi: 'Muistutusta ei voi vielä lähettää',
      sv: 'Påminnelsen kan inte skickas än',
      en: 'It is too soon for a reminder',
    },
    advice: {
      fi: 'Haltijaa muistutetaan, kun kortin valmistumisesta tai edellisestä muistutuksesta on viikko.',
      sv: 'Innehavaren påminns när det har gått en vecka sedan kortet blev färdigt eller den förra påminnelsen.',
      en: 'The holder is reminded a week after the card was made, and a week after the last reminder.',
    },
  },
  notOnesOwnCard: {
    title: {
      fi: 'Omaa korttia ei voi palauttaa eikä hävittää itse',
      sv: 'Det egna kortet kan inte återlämnas eller förstöras av en själv',
      en: 'Nobody returns or destroys the own card',
    },
    advice: {
      fi: 'Pyydä toista rekisteröijää tekemään se.',
      sv: 'Be en annan registrerare göra det.',
      en: 'Ask another registrar to do it.',
    },
  },
  holderWithoutAddress: {
    title: {
      fi: 'Haltijalla ei ole vahvistettua sähköpostiosoitetta',
      sv: 'Innehavaren har ingen bekräftad e-postadress',
      en: 'The holder has no confirmed e-mail address',
    },
    advice: {
      fi: 'Soita tai kirjoita haltijalle ja merkitse se. Muistutus, joka ei tavoita ketään, ei ole muistutus.',
      sv: 'Ring eller skriv till innehavaren och anteckna det. En påminnelse som inte når någon är ingen påminnelse.',
      en: 'Telephone or write to the holder, and note it. A reminder that reaches nobody is none.',
    },
  },
  holderNotReminded: {
    title: {
      fi: 'Haltijaa ei ole muistutettu',
      sv: 'Innehavaren har inte fått någon påminnelse',
      en: 'The holder has not been reminded',
    },
    advice: {
      fi: 'Lähetä ensin muistutus. Kortti suljetaan vasta, kun haltija on saanut tilaisuuden noutaa sen.',
      sv: 'Skicka först en påminnelse. Kortet spärras först när innehavaren har haft möjlighet att hämta det.',
      en: 'Send a reminder first. The card is closed only when its holder has had the chance to fetch it.',
    },
  },
  cardWaitsStill: {
    title: {
      fi: 'Kortti odottaa vielä noutajaa',
      sv: 'Kortet väntar fortfarande på att hämtas',
      en: 'The card still waits for its holder',
    },
    advice: {
      fi: 'Noutamaton kortti suljetaan, kun sen valmistumisesta on 90 päivää.',
      sv: 'Ett kort som inte har hämtats spärras när det har gått 90 dagar sedan det blev färdigt.',
      en: 'A card that nobody fetches is closed ninety days after it was made.',
    },
  },
  cardNotHere: {
    title: {
      fi: 'Korttia ei ole täällä hävitettävänä',
      sv: 'Kortet finns inte här för att förstöras',
      en: 'The card is not here to be destroyed',
    },
    advice: {
      fi: 'Kortti hävitetään siellä, missä se on: pisteessä tai toimistossa. Katso sen vaiheet kortin sivulta.',
      sv: 'Kortet förstörs där det finns: på stället eller på byrån. Se dess skeden på kortets sida.',
      en: 'A card is destroyed where it lies: at the point or at the office. See what happened on its page.',
    },
  },
  destroyedByOne: {
    title: {
      fi: 'Toinen kuittaus kuuluu toiselle henkilölle',
      sv: 'Den andra kvitteringen görs av en annan person',
      en: 'The second signature is another person’s',
    },
    advice: {
      fi: 'Kaksi henkilöä hävittää kortin yhdessä. Pyydä toista kuittaamaan omalla kortillaan.',
      sv: 'Två personer förstör kortet tillsammans. Be en annan kvittera med sitt eget kort.',
      en: 'Two destroy the card together. Ask another to sign with the own card.',
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
  sentHome: {
    title: {
      fi: 'Kortti on lähetetty haltijalle kotiin',
      sv: 'Kortet har skickats hem till innehavaren',
      en: 'The card was sent to its holder’s home',
    },
    advice: {
      fi: 'Haltija aktivoi sen itse. Jos kortti ei ole tullut, sulje se kadonneena ja tee uusi tilaus.',
      sv: 'Innehavaren aktiverar det själv. Om kortet inte har kommit, spärra det som förlorat och gör en ny beställning.',
      en: 'Its holder activates it. If it has not come, close it as lost and make a new order.',
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
      sv: 'Återta beställningen, eller vänta tills kortet är tillverkat.',
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
      fi: 'Aktivoi kortti kortinlukijaohjelmistolla, johon kortti on asetettu.',
      sv: 'Aktivera kortet i kortläsarprogrammet med kortet isatt.',
      en: 'Activate the card in the reader software with the card inserted.',
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
  cardOfAnotherLayout: {
    title: {
      fi: 'Tämän kortin tunnuslukuja ei voi asettaa palvelusta',
      sv: 'Koderna på det här kortet kan inte ställas in från tjänsten',
      en: 'The PINs of this card cannot be set from the service',
    },
    advice: {
      fi: 'Kortin aktivointitunnusluku ei vaihdu, ja vain se asettaa tunnusluvut. Jos kirje on kadonnut, pyydä rekisteröintipisteestä, että sama kirje tulostetaan uudelleen.',
      sv: 'Kortets aktiveringskod byts aldrig, och bara den ställer in koderna. Om brevet har försvunnit, be registreringsstället om att samma brev skrivs ut på nytt.',
      en: 'The activation code of the card never changes, and nothing but it sets the PINs. If the letter is lost, ask the registration point to have the same letter printed again.',
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
      en: 'There were too many tries with the card in a row',
    },
    advice: {
      fi: 'Odota kymmenen minuuttia ja yritä uudelleen.',
      sv: 'Vänta tio minuter och försök på nytt.',
      en: 'Wait ten minutes, then try again.',
    },
  },
  tryLater: {
    title: {
      fi: 'Palvelu ei voi nyt puhua kortille',
      sv: 'Tjänsten kan inte tala med kortet just nu',
      en: 'The service cannot speak to the card just now',
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
  cardDoesNotAnswerRight: {
    title: {
      fi: 'Kortti ei vastaa odotetusti',
      sv: 'Kortet svarar inte som väntat',
      en: 'The card does not answer as expected',
    },
    advice: {
      fi: 'Irrota kortti, puhdista sen siru ja yritä uudelleen. Jos vika jatkuu, tilaa uusi kortti rekisteröintipisteestä.',
      sv: 'Ta ut kortet, rengör chippet och försök på nytt. Om felet kvarstår, beställ ett nytt kort på ett registreringsställe.',
      en: 'Take the card out, clean its chip and try again. If it goes on, order a new card at a registration point.',
    },
  },
  notInUse: {
    title: {
      fi: 'Korttia ei ole aktivoitu',
      sv: 'Kortet är inte aktiverat',
      en: 'The card has not been activated',
    },
    advice: {
      fi: 'Aktivoi kortti kirjeessä tulleella aktivointitunnusluvulla. Jos kirje on kadonnut, tilaa uusi tunnusluku.',
      sv: 'Aktivera kortet med aktiveringskoden i brevet. Om brevet har försvunnit, beställ en ny kod.',
      en: 'Activate the card with the activation code of the letter. If the letter is lost, order a new code.',
    },
  },
  withoutAdminKey: {
    title: {
      fi: 'Tämän kortin tunnuslukuja ei voi asettaa uudelleen',
      sv: 'Koderna på det här kortet kan inte ställas in på nytt',
      en: 'The PINs of this card cannot be set anew',
    },
    advice: {
      fi: 'Kortti on tehty ennen kuin tämä tuli mahdolliseksi. Tilaa uusi kortti rekisteröintipisteestä.',
      sv: 'Kortet tillverkades innan detta blev möjligt. Beställ ett nytt kort på ett registreringsställe.',
      en: 'The card was made before this became possible. Order a new card at a registration point.',
    },
  },
  signedInWithThisCard: {
    title: {
      fi: 'Tunnistaudu muulla tavalla kuin tällä kortilla',
      sv: 'Identifiera dig på annat sätt än med det här kortet',
      en: 'Identify yourself by other means than this card',
    },
    advice: {
      fi: 'Kortin molemmat tunnusluvut vaihtuvat, joten pelkkä perustunnusluku ei riitä. Kirjaudu ulos ja tunnistaudu Suomi.fissä.',
      sv: 'Kortets båda koder byts, så baskoden ensam räcker inte. Logga ut och identifiera dig med Suomi.fi.',
      en: 'Both PINs of the card change, so the basic PIN alone is not enough. Sign out and identify yourself by Suomi.fi.',
    },
  },
  unlockedTooOften: {
    title: {
      fi: 'Kortin lukitusta on avattu liian monta kertaa tänään',
      sv: 'Kortet har låsts upp för många gånger i dag',
      en: 'The card was unlocked too many times today',
    },
    advice: {
      fi: 'Yritä huomenna uudelleen, tai ota yhteyttä rekisteröintipisteeseen. Jos et avannut korttia itse, ilmoita se kadonneeksi.',
      sv: 'Försök på nytt i morgon eller kontakta ett registreringsställe. Om du inte själv låste upp kortet, anmäl det förlorat.',
      en: 'Try again tomorrow, or contact a registration point. If it was not you who unlocked it, report the card lost.',
    },
  },
  letterStillToLeave: {
    title: {
      fi: 'Aktivointikirje ei ole vielä lähtenyt',
      sv: 'Aktiveringsbrevet har inte skickats ännu',
      en: 'The activation letter has not left yet',
    },
    advice: {
      fi: 'Odota kirjettä. Kortin sivulla näkyy, minä päivänä se lähtee.',
      sv: 'Vänta på brevet. På kortets sida ser du vilken dag det skickas.',
      en: 'Wait for the letter. The page of the card says on which day it leaves.',
    },
  },
  tooManyNewCodes: {
    title: {
      fi: 'Kortille on lähetetty jo monta kirjettä kuukauden sisällä',
      sv: 'Flera brev har redan skickats för kortet inom en månad',
      en: 'Several letters were sent for the card within a month already',
    },
    advice: {
      fi: 'Tarkista osoitteesi. Uuden kirjeen voi tilata, kun edellisistä on kulunut 30 päivää.',
      sv: 'Kontrollera din adress. Ett nytt brev kan beställas när 30 dagar har gått från de tidigare.',
      en: 'Check your address. A new letter can be ordered when 30 days have passed since the earlier ones.',
    },
  },
  newCodeNotForOneself: {
    title: {
      fi: 'Omalle kortille ei voi tilata tunnuslukua rekisteröijänä',
      sv: 'Du kan inte som registrerare beställa en kod till ditt eget kort',
      en: 'You cannot order a code for your own card as a registrar',
    },
    advice: {
      fi: 'Tilaa se omalta sivultasi, tai pyydä toista rekisteröijää.',
      sv: 'Beställ den på din egen sida eller be en annan registrerare.',
      en: 'Order it on your own page, or ask another registrar.',
    },
  },
  registerUnavailable: {
    title: {
      fi: 'Väestötietojärjestelmä ei vastaa',
      sv: 'Befolkningsdatasystemet svarar inte',
      en: 'The population register does not answer',
    },
    advice: {
      fi: 'Yritä myöhemmin uudelleen. Entinen tunnusluku kelpaa vielä.',
      sv: 'Försök senare. Den tidigare koden gäller fortfarande.',
      en: 'Try again later. The former code is still valid.',
    },
  },
  unknownToRegister: {
    title: {
      fi: 'Tietojasi ei löydy väestötietojärjestelmästä',
      sv: 'Dina uppgifter finns inte i befolkningsdatasystemet',
      en: 'The population register does not know you',
    },
    advice: {
      fi: 'Ota yhteyttä rekisteröintipisteeseen.',
      sv: 'Kontakta ett registreringsställe.',
      en: 'Contact a registration point.',
    },
  },
  addressNotConfirmed: {
    title: {
      fi: 'Osoitteesi on muuttunut',
      sv: 'Din adress har ändrats',
      en: 'Your address has changed',
    },
    advice: {
      fi: 'Lataa sivu uudelleen ja vahvista väestötietojärjestelmän osoite.',
      sv: 'Ladda om sidan och bekräfta adressen i befolkningsdatasystemet.',
      en: 'Reload the page, and confirm the address of the population register.',
    },
  },
  codeAlreadyOnCard: {
    title: {
      fi: 'Kortti tuntee tämän tunnusluvun jo',
      sv: 'Kortet känner redan till den här koden',
      en: 'The card knows this code already',
    },
    advice: {
      fi: 'Aseta uudet tunnusluvut kortinlukijaohjelmistossa aktivointitunnusluvulla.',
      sv: 'Ställ in nya koder i kortläsarprogrammet med aktiveringskoden.',
      en: 'Set new PINs in the reader software by the activation code.',
    },
  },
  wrongCodeOfLetter: {
    title: {
      fi: 'Aktivointitunnusluku on väärä',
      sv: 'Aktiveringskoden är fel',
      en: 'The activation code is wrong',
    },
    advice: {
      fi: 'Tarkista kirjeestä. Viiden väärän jälkeen kirjeen tunnusluku ei enää kelpaa.',
      sv: 'Kontrollera i brevet. Efter fem fel gäller brevets kod inte längre.',
      en: 'Check the letter. After five wrong ones its code is no longer valid.',
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
      en: 'It was given wrong five times. Order a new activation code.',
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
  noLettersWait: {
    title: {
      fi: 'Yksikään kirje ei odota lähetystä',
      sv: 'Inget brev väntar på att skickas',
      en: 'No letter waits to be sent',
    },
    advice: {
      fi: 'Päivitä sivu: kirjeet ovat jo lähteneet.',
      sv: 'Uppdatera sidan: breven har redan skickats.',
      en: 'Refresh the page: the letters have left already.',
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
  registersSilentForProduction: {
    title: {
      fi: 'Rekisteri ei vastaa, joten kortin tietoja ei voi varmistaa',
      sv: 'Registret svarar inte, så kortets uppgifter kan inte bekräftas',
      en: 'The register gives no answer, so what the card says can’t be confirmed',
    },
    advice: {
      fi: 'Korttiaihio voi odottaa lukijassa. Valmistus jatkuu, kun rekisteri vastaa.',
      sv: 'Ämneskortet kan vänta i läsaren. Tillverkningen fortsätter när registret svarar.',
      en: 'The blank may wait in the reader. Production goes on when the register answers.',
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
