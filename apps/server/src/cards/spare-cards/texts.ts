import type { Text } from '#platform/texts.ts'

/** Titles of problems, and their remedies. */
export const texts = {
  spareCardNotFound: {
    title: {
      fi: 'Varakorttia ei löydy',
      sv: 'Det tillfälliga kortet hittades inte',
      en: 'The spare card was not found',
    },
  },
  cardNotFound: {
    title: { fi: 'Korttia ei löydy', sv: 'Kortet hittades inte', en: 'The card was not found' },
  },
  producingForOneself: {
    title: {
      fi: 'Varakorttia ei voi tehdä itselleen',
      sv: 'Du kan inte göra ett tillfälligt kort åt dig själv',
      en: 'You cannot make a spare card for yourself',
    },
    advice: {
      fi: 'Pyydä toista rekisteröijää tekemään varakortti.',
      sv: 'Be en annan registrerare göra det tillfälliga kortet.',
      en: 'Ask another registrar to make the spare card.',
    },
  },
  notAPointOfTheEmployer: {
    title: {
      fi: 'Tämä piste ei palvele kortin työnantajaa',
      sv: 'Det här stället betjänar inte kortets arbetsgivare',
      en: 'This point does not serve the employer of the card',
    },
    advice: {
      fi: 'Ohjaa henkilö työnantajan tai sen valtuuttamaan rekisteröintipisteeseen.',
      sv: 'Hänvisa personen till arbetsgivarens registreringsställe eller ett som den har befullmäktigat.',
      en: 'Send the person to a registration point of the employer, or to one that it has authorised.',
    },
  },
  neverHandedOver: {
    title: {
      fi: 'Korttia ei ole luovutettu haltijalle',
      sv: 'Kortet har inte överlämnats till innehavaren',
      en: 'The card has not been handed over to its holder',
    },
    advice: {
      fi: 'Varakortti tehdään kortin tilalle, joka on jo luovutettu. Luovuta kortti ensin.',
      sv: 'Ett tillfälligt kort görs i stället för ett kort som redan har överlämnats. Överlämna kortet först.',
      en: 'A spare card is made in place of a card that has been handed over. Hand the card over first.',
    },
  },
  cancelledForAnotherReason: {
    title: {
      fi: 'Kortti on suljettu syystä, jonka vuoksi sen tilalle ei tehdä varakorttia',
      sv: 'Kortet har spärrats av en orsak som gör att inget tillfälligt kort görs i stället för det',
      en: 'The card was cancelled for a reason for which no spare card is made',
    },
    advice: {
      fi: 'Kortin tiedot eivät enää pidä paikkaansa tai korttia ei enää tarvita. Tilaa uusi kortti.',
      sv: 'Kortets uppgifter stämmer inte längre eller kortet behövs inte mer. Beställ ett nytt kort.',
      en: 'The card’s data are no longer correct, or the card is no longer needed. Order a new card.',
    },
  },
  anotherCardInHand: {
    title: {
      fi: 'Haltijalla on jo uudempi kortti',
      sv: 'Innehavaren har redan ett nyare kort',
      en: 'The holder already has a newer card',
    },
    advice: {
      fi: 'Tee varakortti uudemman kortin tilalle.',
      sv: 'Gör det tillfälliga kortet i stället för det nyare kortet.',
      en: 'Make the spare card in place of the newer card.',
    },
  },
  cardHasRunOut: {
    title: {
      fi: 'Kortin voimassaolo on päättynyt',
      sv: 'Kortets giltighet har gått ut',
      en: 'The card has expired',
    },
    advice: {
      fi: 'Varakortti on voimassa enintään yhtä kauan kuin kortti, jonka tilalla se on. Tilaa uusi kortti.',
      sv: 'Ett tillfälligt kort gäller högst lika länge som kortet det ersätter. Beställ ett nytt kort.',
      en: 'A spare card is valid at most as long as the card that it replaces. Order a new card.',
    },
  },
  spareCardOpen: {
    title: {
      fi: 'Kortin tilalla on jo varakortti',
      sv: 'Det finns redan ett tillfälligt kort i stället för kortet',
      en: 'There is already a spare card in place of this card',
    },
    advice: {
      fi: 'Ota edellinen varakortti takaisin ja tyhjennä se, tai ilmoita se kadonneeksi. Sitten voit tehdä uuden.',
      sv: 'Ta emot och töm det tidigare tillfälliga kortet, eller anmäl det försvunnet. Sedan kan du göra ett nytt.',
      en: 'Take the earlier spare card back and wipe it, or report it lost. Then you can make a new one.',
    },
  },
  unknownToPopulationRegister: {
    title: {
      fi: 'Henkilöä ei löytynyt väestötietojärjestelmästä',
      sv: 'Personen hittades inte i befolkningsdatasystemet',
      en: 'The person was not found in the population register',
    },
  },
  personHasDied: {
    title: { fi: 'Henkilö on kuollut', sv: 'Personen har avlidit', en: 'The person has died' },
  },
  rightNoLongerInForce: {
    title: {
      fi: 'Korttiin merkitty ammattioikeus ei ole enää voimassa',
      sv: 'Yrkesrättigheten på kortet gäller inte längre',
      en: 'The right to practise on the card is no longer in force',
    },
    advice: {
      fi: 'Varakorttiin tulevat kortin tiedot, joten niiden on oltava oikein. Tarkista oikeudet asiakkaan sivulta.',
      sv: 'Det tillfälliga kortet får kortets uppgifter, så de måste vara rätt. Kontrollera rättigheterna på kundens sida.',
      en: 'A spare card has the same data as the card, so they must be correct. Check the rights on the visitor’s page.',
    },
  },
  returnDateNotPossible: {
    title: {
      fi: 'Palautuspäivä ei kelpaa',
      sv: 'Återlämningsdagen godkänns inte',
      en: 'The return date is not accepted',
    },
    advice: {
      fi: 'Valitse päivä, joka on aikaisintaan tänään ja viimeistään varakortin viimeinen voimassaolopäivä.',
      sv: 'Välj en dag tidigast i dag och senast det tillfälliga kortets sista giltighetsdag.',
      en: 'Choose a day from today to the last day on which the spare card is valid.',
    },
  },
  notBeingProduced: {
    title: {
      fi: 'Varakortin teko ei ole kesken',
      sv: 'Tillverkningen av det tillfälliga kortet pågår inte',
      en: 'The spare card is not being made',
    },
    advice: {
      fi: 'Se on jo tehty tai suljettu. Katso sen vaiheet.',
      sv: 'Det är redan gjort eller spärrat. Se dess händelser.',
      en: 'It has already been made or cancelled. See its history.',
    },
  },
  atAnotherPoint: {
    title: {
      fi: 'Varakortti kuuluu toiselle rekisteröintipisteelle',
      sv: 'Det tillfälliga kortet hör till ett annat registreringsställe',
      en: 'The spare card belongs to another registration point',
    },
    advice: {
      fi: 'Tee varakortti omassa pisteessäsi.',
      sv: 'Gör det tillfälliga kortet vid ditt eget ställe.',
      en: 'Make the spare card at your own point.',
    },
  },
  notOfTheStock: {
    title: {
      fi: 'Korttiaihio ei ole varastossa',
      sv: 'Ämneskortet finns inte i lagret',
      en: 'The blank card is not in stock',
    },
    advice: {
      fi: 'Ota toinen korttiaihio ja ilmoita tästä toimistolle, joka kirjaa toimitukset.',
      sv: 'Ta ett annat ämneskort och anmäl detta till kontoret, som registrerar leveranserna.',
      en: 'Take another blank card, and report this one to the office, which enters deliveries.',
    },
  },
  blankOfAnotherPoint: {
    title: {
      fi: 'Korttiaihio on toisen rekisteröintipisteen varastossa',
      sv: 'Ämneskortet finns i ett annat registreringsställes lager',
      en: 'The blank card is in the stock of another registration point',
    },
    advice: {
      fi: 'Ota korttiaihio omasta varastosta.',
      sv: 'Ta ett ämneskort ur det egna lagret.',
      en: 'Take a blank card from your own stock.',
    },
  },
  blankTaken: {
    title: {
      fi: 'Kortti on jo jonkun käytössä',
      sv: 'Kortet används redan av någon',
      en: 'The card is already in use by somebody',
    },
    advice: {
      fi: 'Ota tyhjä korttiaihio. Palautettu varakortti tyhjennetään ensin.',
      sv: 'Ta ett tomt ämneskort. Ett återlämnat tillfälligt kort töms först.',
      en: 'Take an empty blank card. A returned spare card is wiped first.',
    },
  },
  blankMissing: {
    title: {
      fi: 'Korttiaihio on varastokirjanpidon mukaan kateissa',
      sv: 'Ämneskortet saknas enligt lagerbokföringen',
      en: 'The blank card is missing according to the stock records',
    },
    advice: {
      fi: 'Ota se ensin takaisin varastoon kohdassa Ota varakortti takaisin, tai ota toinen korttiaihio.',
      sv: 'Ta först emot det i lagret under Ta emot ett återlämnat tillfälligt kort, eller ta ett annat ämneskort.',
      en: 'Take it back into stock first, under Take a spare card back, or take another blank card.',
    },
  },
  chipRejected: {
    title: {
      fi: 'Kortti on poistettu käytöstä',
      sv: 'Kortet har tagits ur bruk',
      en: 'The card was taken out of use',
    },
    advice: {
      fi: 'Siitä ei tehdä enää korttia. Tuhoa se.',
      sv: 'Inget kort görs av det längre. Förstör det.',
      en: 'It can no longer be made into a card. Destroy it.',
    },
  },
  blankNotEmpty: {
    title: {
      fi: 'Korttiaihio ei ole tyhjä',
      sv: 'Ämneskortet är inte tomt',
      en: 'The blank card is not empty',
    },
    advice: {
      fi: 'Ota toinen korttiaihio ja ilmoita tästä toimistolle.',
      sv: 'Ta ett annat ämneskort och anmäl detta till kontoret.',
      en: 'Take another blank card, and report this one to the office.',
    },
  },
  cardRemoved: {
    title: {
      fi: 'Kortti otettiin lukijasta tai yhteys katkesi',
      sv: 'Kortet togs ur läsaren eller förbindelsen bröts',
      en: 'The card was taken out of the reader, or the connection broke',
    },
    advice: {
      fi: 'Laita sama kortti takaisin lukijaan ja aloita uudelleen.',
      sv: 'Sätt in samma kort i läsaren och börja om.',
      en: 'Put the same card back in the reader and start again.',
    },
  },
  notABlankOfOurs: {
    title: {
      fi: 'Lukijassa ei ole varakorttiaihio',
      sv: 'Det är inget ämneskort för tillfälliga kort i läsaren',
      en: 'The card in the reader is not a blank card for spare cards',
    },
    advice: {
      fi: 'Laita lukijaan korttiaihio pisteen varastosta.',
      sv: 'Sätt in ett ämneskort ur ställets lager.',
      en: 'Put a blank card from the point’s stock into the reader.',
    },
  },
  blankUnreadable: {
    title: {
      fi: 'Korttia ei voi lukea',
      sv: 'Kortet kan inte läsas',
      en: 'The card cannot be read',
    },
    advice: {
      fi: 'Kokeile korttia uudelleen tai ota toinen.',
      sv: 'Försök med kortet igen eller ta ett annat.',
      en: 'Try the card again, or take another one.',
    },
  },
  notProduced: {
    title: {
      fi: 'Varakortin teko epäonnistui',
      sv: 'Det tillfälliga kortet kunde inte göras',
      en: 'The spare card could not be made',
    },
    advice: {
      fi: 'Yritä uudelleen samalla tai toisella korttiaihiolla. Mitään keskeneräistä ei jäänyt voimaan.',
      sv: 'Försök igen med samma eller ett annat ämneskort. Inget halvfärdigt blev kvar i kraft.',
      en: 'Try again with this blank card or another. Nothing unfinished is in force.',
    },
  },
  pinsNotSet: {
    title: {
      fi: 'Tunnuslukuja ei asetettu',
      sv: 'Koderna ställdes inte in',
      en: 'The PINs were not set',
    },
    advice: {
      fi: 'Haltija kirjoittaa molemmat tunnusluvut kortinlukijaohjelmiston sivulle. Aloita uudelleen.',
      sv: 'Innehavaren skriver båda koderna på kortläsarprogrammets sida. Börja om.',
      en: 'The holder types both PINs on the page of the reader software. Start again.',
    },
  },
  superseded: {
    title: {
      fi: 'Korttia tehtiin samaan aikaan toisaalla',
      sv: 'Kortet gjordes samtidigt någon annanstans',
      en: 'The card was being made elsewhere at the same time',
    },
    advice: {
      fi: 'Avaa varakortin sivu uudelleen.',
      sv: 'Öppna det tillfälliga kortets sida på nytt.',
      en: 'Open the page of the spare card again.',
    },
  },
  notAwaitingHandOver: {
    title: {
      fi: 'Varakortti ei odota luovutusta',
      sv: 'Det tillfälliga kortet väntar inte på överlämning',
      en: 'The spare card is not awaiting hand-over',
    },
    advice: {
      fi: 'Se on vielä tekemättä, jo luovutettu tai suljettu.',
      sv: 'Det är ännu inte gjort, redan överlämnat eller spärrat.',
      en: 'It has not been made yet, or has been handed over or cancelled.',
    },
  },
  notToOneself: {
    title: {
      fi: 'Omaa varakorttia ei voi luovuttaa itselleen',
      sv: 'Du kan inte överlämna ditt eget tillfälliga kort till dig själv',
      en: 'You cannot hand your own spare card over to yourself',
    },
    advice: {
      fi: 'Pyydä toista rekisteröijää luovuttamaan se.',
      sv: 'Be en annan registrerare överlämna det.',
      en: 'Ask another registrar to hand it over.',
    },
  },
  alreadyCancelled: {
    title: {
      fi: 'Varakortti on jo suljettu',
      sv: 'Det tillfälliga kortet är redan spärrat',
      en: 'The spare card has already been cancelled',
    },
  },
  reasonDoesNotFit: {
    title: {
      fi: 'Syy ei sovi varakortin tilaan',
      sv: 'Orsaken passar inte det tillfälliga kortets status',
      en: 'The reason does not suit the spare card’s status',
    },
    advice: {
      fi: 'Jos varakorttia ei ole luovutettu, keskeytä sen teko. Jos se on luovutettu, syy on kadonnut, varastettu tai rikki.',
      sv: 'Om det tillfälliga kortet inte har överlämnats, avbryt tillverkningen. Om det har överlämnats är orsaken försvunnet, stulet eller trasigt.',
      en: 'If the spare card has not been handed over, stop producing it. If it has been handed over, the reason is lost, stolen or broken.',
    },
  },
  notCancelled: {
    title: {
      fi: 'Varakorttia ei ole suljettu',
      sv: 'Det tillfälliga kortet har inte spärrats',
      en: 'The spare card has not been cancelled',
    },
    advice: {
      fi: 'Sulje varakortti ensin tai ota se takaisin.',
      sv: 'Spärra det tillfälliga kortet först eller ta emot det.',
      en: 'Cancel the spare card first, or take it back.',
    },
  },
  nothingToBringBack: {
    title: {
      fi: 'Varakortti ei ole haltijalla',
      sv: 'Innehavaren har inte det tillfälliga kortet',
      en: 'The holder does not have the spare card',
    },
  },
  notASpareCard: {
    title: {
      fi: 'Lukijassa oleva kortti ei ole varakortti',
      sv: 'Kortet i läsaren är inget tillfälligt kort',
      en: 'The card in the reader is not a spare card',
    },
    advice: {
      fi: 'Laita lukijaan palautettu varakortti.',
      sv: 'Sätt in det återlämnade tillfälliga kortet.',
      en: 'Put the returned spare card in the reader.',
    },
  },
  notEmptied: {
    title: {
      fi: 'Varakortti on suljettu, mutta sitä ei saatu tyhjäksi',
      sv: 'Det tillfälliga kortet är spärrat men kunde inte tömmas',
      en: 'The spare card is cancelled, but could not be wiped',
    },
    advice: {
      fi: 'Yritä tyhjentämistä uudelleen. Jos se ei onnistu, poista kortti käytöstä ja tuhoa se.',
      sv: 'Försök tömma kortet på nytt. Om det inte lyckas, ta kortet ur bruk och förstör det.',
      en: 'Try to wipe it again. If that fails, write the card off and destroy it.',
    },
  },
  tryAgainLater: {
    title: {
      fi: 'Palvelu ei voi nyt avata korttia',
      sv: 'Tjänsten kan inte öppna kortet just nu',
      en: 'The service cannot open the card right now',
    },
    advice: {
      fi: 'Yritä muutaman minuutin kuluttua uudelleen.',
      sv: 'Försök igen om några minuter.',
      en: 'Try again in a few minutes.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice?: Text } }
