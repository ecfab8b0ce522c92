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
  contactlessMalformed: {
    title: {
      fi: 'Etälukutunniste on virheellinen',
      sv: 'Den kontaktlösa identifieraren är felaktig',
      en: 'The contactless identifier is not right',
    },
    advice: {
      fi: 'Lue tunniste lukijalla uudelleen. Siinä on 8, 14 tai 20 merkkiä, numeroita ja kirjaimia A–F.',
      sv: 'Läs identifieraren på nytt med läsaren. Den har 8, 14 eller 20 tecken, siffror och bokstäverna A–F.',
      en: 'Read the identifier again with the reader. It has 8, 14 or 20 characters, digits and the letters A–F.',
    },
  },
  contactlessRandom: {
    title: {
      fi: 'Etälukutunniste vaihtuu joka lukemalla',
      sv: 'Den kontaktlösa identifieraren byts vid varje läsning',
      en: 'The contactless identifier changes at each reading',
    },
    advice: {
      fi: 'Tällainen kortti ei sovi oviin eikä työajan leimaukseen tunnisteella.',
      sv: 'Ett sådant kort kan inte användas i dörrar eller för stämpling med identifieraren.',
      en: 'Doors and time clocks cannot recognise such a card by its identifier.',
    },
  },
  contactlessInUse: {
    title: {
      fi: 'Etälukutunniste on toisella voimassa olevalla kortilla',
      sv: 'Den kontaktlösa identifieraren hör till ett annat giltigt kort',
      en: 'Another card in force has this contactless identifier',
    },
    advice: {
      fi: 'Tarkista, että luit oikean kortin. Poista tunniste toiselta kortilta, jos se on siellä väärin.',
      sv: 'Kontrollera att du läste rätt kort. Ta bort identifieraren från det andra kortet om den är fel där.',
      en: 'Check that you read the right card. Remove the identifier from the other card if it is wrong there.',
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
      fi: 'Et voi palauttaa etkä hävittää omaa korttiasi',
      sv: 'Du kan inte återlämna eller förstöra ditt eget kort',
      en: 'You cannot return or destroy your own card',
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
      fi: 'Soita tai kirjoita haltijalle ja merkitse se. Muistutus ei muuten tavoita haltijaa.',
      sv: 'Ring eller skriv till innehavaren och anteckna det. Påminnelsen når annars inte innehavaren.',
      en: 'Telephone or write to the holder, and note it. Otherwise the reminder does not reach the holder.',
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
      en: 'Send a reminder first. The card is cancelled only when its holder has had the chance to collect it.',
    },
  },
  cardWaitsStill: {
    title: {
      fi: 'Kortti odottaa vielä noutajaa',
      sv: 'Kortet väntar fortfarande på att hämtas',
      en: 'The card is still waiting for its holder',
    },
    advice: {
      fi: 'Noutamaton kortti suljetaan vasta, kun sen noutoaika on päättynyt.',
      sv: 'Ett kort som inte har hämtats spärras först när dess hämtningstid har gått ut.',
      en: 'A card that is not collected is cancelled only after its collection time has ended.',
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
      sv: 'Kortet förstörs där det finns: på stället eller på kontoret. Se dess skeden på kortets sida.',
      en: 'The card is destroyed where it is: at the point or at the office. See its history on the page of the card.',
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
      en: 'See the card’s history: it has been handed over or cancelled already, or is still in production.',
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
      sv: 'Innehavaren aktiverar det själv. Om kortet inte har kommit, spärra det som försvunnet och gör en ny beställning.',
      en: 'Its holder activates it. If it has not come, cancel it as lost and make a new order.',
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
  alreadyCancelled: {
    title: {
      fi: 'Kortti on jo suljettu',
      sv: 'Kortet är redan spärrat',
      en: 'The card has already been cancelled',
    },
    advice: {
      fi: 'Suljettua korttia ei voi ottaa takaisin käyttöön. Tilaa uusi kortti rekisteröintipisteessä.',
      sv: 'Ett spärrat kort kan inte tas i bruk igen. Beställ ett nytt kort vid ett registreringsställe.',
      en: 'A cancelled card cannot be taken back into use. Order a new card at a registration point.',
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
      en: 'The reason does not suit the card’s status',
    },
    advice: {
      fi: 'Valmistuksen epäonnistuminen on syynä vain kortille, jonka valmistus epäonnistui, ja sille ainoa.',
      sv: 'Misslyckad tillverkning är orsak endast för ett kort vars tillverkning misslyckades, och den enda för det.',
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
      en: 'The PINs of this card cannot be reset',
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
      en: 'Identify yourself in another way than with this card',
    },
    advice: {
      fi: 'Kortin molemmat tunnusluvut vaihtuvat, joten pelkkä perustunnusluku ei riitä. Kirjaudu ulos ja tunnistaudu Suomi.fi-tunnistuksella.',
      sv: 'Kortets båda koder byts, så baskoden ensam räcker inte. Logga ut och identifiera dig med Suomi.fi-identifikation.',
      en: 'Both PINs of the card change, so the basic PIN alone is not enough. Sign out and identify yourself with Suomi.fi e-Identification.',
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
      sv: 'Försök på nytt i morgon eller kontakta ett registreringsställe. Om du inte själv låste upp kortet, anmäl det försvunnet.',
      en: 'Try again tomorrow, or contact a registration point. If you did not unlock the card yourself, report it lost.',
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
      en: 'Several letters have already been sent for the card within a month',
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
      en: 'The population register is not responding',
    },
    advice: {
      fi: 'Yritä myöhemmin uudelleen. Entinen tunnusluku kelpaa vielä.',
      sv: 'Försök senare. Den tidigare koden gäller fortfarande.',
      en: 'Try again later. The former code is still valid.',
    },
  },
  unknownToRegister: {
    title: {
      fi: 'Tietojasi ei löytynyt väestötietojärjestelmästä',
      sv: 'Dina uppgifter finns inte i befolkningsdatasystemet',
      en: 'Your details were not found in the population register',
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
  productionHasBegun: {
    title: {
      fi: 'Kortin valmistus on jo alkanut',
      sv: 'Tillverkningen av kortet har redan börjat',
      en: 'Production of the card has already begun',
    },
    advice: {
      fi: 'Odota että kortti valmistuu, ja sulje se sitten.',
      sv: 'Vänta tills kortet är tillverkat och spärra det då.',
      en: 'Wait until the card is produced, then cancel it.',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice?: Text }
}
