import type { Language, Texts } from '../texts/text.ts'

/** What an agent reads to the caller, in the caller’s language, not the page’s. */
const aloud = {
  cancelled: {
    fi: 'Kortti on nyt suljettu. Kukaan ei voi enää kirjautua tai allekirjoittaa sillä. Sulkemista ei voi perua.',
    sv: 'Kortet är nu spärrat. Ingen kan längre logga in eller underteckna med det. Spärren kan inte hävas.',
    en: 'The card is cancelled now. Nobody can log in or sign with it any more. This cannot be undone.',
  },
  cancelledBefore: {
    fi: 'Kortti oli jo suljettu. Se ei toimi.',
    sv: 'Kortet var redan spärrat. Det fungerar inte.',
    en: 'The card was cancelled already. It does not work.',
  },
  notFound: {
    fi: 'En löytänyt korttia näillä tiedoilla, joten mitään ei suljettu. Soita uudelleen, kun tiedät haltijan koko nimen ja syntymäajan tai kortin numeron.',
    sv: 'Jag hittade inget kort med de här uppgifterna, så inget spärrades. Ring igen när du vet innehavarens hela namn och födelsedatum eller kortets nummer.',
    en: 'I found no card with the details you gave, so nothing was cancelled. Call again when you know the holder’s whole name and birth date, or the number of the card.',
  },
  advice: {
    fi: 'Mitään ei suljettu.',
    sv: 'Inget spärrades.',
    en: 'Nothing was cancelled.',
  },
  reference: {
    fi: 'Puhelun viitenumero on {reference}. Kirjoita se muistiin.',
    sv: 'Samtalets referensnummer är {reference}. Skriv upp det.',
    en: 'The reference number of this call is {reference}. Please write it down.',
  },
  newCard: {
    fi: 'Uuden kortin voit tilata palvelussa, kun tunnistaudut Suomi.fi-tunnistuksella, tai rekisteröintipisteessä. Jos tarvitset kortin heti, rekisteröintipiste tekee varakortin odottaessa. Varaa aika ja ota passi tai henkilökortti mukaan.',
    sv: 'Ett nytt kort kan du beställa i tjänsten, när du identifierar dig med Suomi.fi-identifikation, eller på ett registreringsställe. Om du behöver ett kort genast gör registreringsstället ett tillfälligt kort medan du väntar. Boka tid och ta med pass eller identitetskort.',
    en: 'You can order a new card in the service, with Suomi.fi e-Identification, or at a registration point. If you need a card at once, the registration point makes a spare card while you wait. Book an appointment and bring your passport or identity card.',
  },
  newCardOfEmployer: {
    fi: 'Uuden kortin tilaa työnantajan rekisteröijä. Jos tarvitset kortin heti, hän tekee varakortin odottaessa. Kerro työnantajalle heti, ja ota passi tai henkilökortti mukaan.',
    sv: 'Ett nytt kort beställs av arbetsgivarens registrerare. Om du behöver ett kort genast gör registreraren ett tillfälligt kort medan du väntar. Berätta genast för arbetsgivaren, och ta med pass eller identitetskort.',
    en: 'The employer’s registrar orders a new card. If you need a card at once, the registrar makes a spare card while you wait. Tell the employer at once, and bring your passport or identity card.',
  },
  stolen: {
    fi: 'Tee varkaudesta rikosilmoitus poliisille.',
    sv: 'Gör en polisanmälan om stölden.',
    en: 'Report the theft to the police.',
  },
  misused: {
    fi: 'Kerro epäilystä oman työpaikkasi tietosuojavastaavalle. Palvelussa näet, mitä kortilla on tehty.',
    sv: 'Berätta om misstanken för dataskyddsombudet på din arbetsplats. I tjänsten ser du vad som har gjorts med kortet.',
    en: 'Tell the data protection officer at your workplace. In the service you see what was done with the card.',
  },
  ifFound: {
    fi: 'Jos kortti löytyy, vie se rekisteröintipisteeseen. Se ei enää toimi.',
    sv: 'Om kortet hittas, lämna det på ett registreringsställe. Det fungerar inte längre.',
    en: 'If the card turns up, bring it to a registration point. It no longer works.',
  },
  finder: {
    fi: 'Kiitos, että soitit. Vie kortti lähimpään rekisteröintipisteeseen tai postita se sinne.',
    sv: 'Tack för att du ringde. Lämna kortet på närmaste registreringsställe eller posta det dit.',
    en: 'Thank you for calling. Bring the card to the nearest registration point, or post it there.',
  },
  notifyHolder: {
    fi: 'Kerro haltijalle, että kortti on suljettu.',
    sv: 'Berätta för innehavaren att kortet är spärrat.',
    en: 'Tell the holder that the card is cancelled.',
  },
  callBack: {
    fi: 'Soitamme vielä haltijalle ja varmistamme asian.',
    sv: 'Vi ringer ännu innehavaren och kontrollerar saken.',
    en: 'We will still call the holder to make sure.',
  },
} satisfies Texts

export type Said = keyof typeof aloud

export const sayAloud = (said: Said, language: Language, reference: string): string =>
  aloud[said][language].replace('{reference}', reference)
