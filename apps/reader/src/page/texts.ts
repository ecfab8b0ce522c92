import type { Text } from '@sotevarmenne/pages/languages'
import type { ActivateRefusal } from '../activation/activate.ts'
import { newPinTexts } from './new-pin-texts.ts'
import { pinResetOf } from '../cards/pin-reset.ts'

/** The service's own messages are shown unchanged, and the tries left are shown as well. */
export const refusalTexts: Readonly<
  Record<Exclude<ActivateRefusal['kind'], 'form-mistakes'> | CodeMistakeKind | PinRefusalKind, Text>
> = {
  'letter-number-not-10-digits': {
    fi: 'Kirjeen numerossa on 10 numeroa. Tarkista se aktivointikirjeestä.',
    sv: 'Brevets nummer har 10 siffror. Kontrollera det i aktiveringsbrevet.',
    en: 'The letter number has 10 digits. Check it in the activation letter.',
  },
  'activation-code-not-8-digits': {
    fi: 'Aktivointitunnusluvussa on 8 numeroa. Tarkista se aktivointikirjeestä.',
    sv: 'Aktiveringskoden har 8 siffror. Kontrollera den i aktiveringsbrevet.',
    en: 'The activation code has 8 digits. Check it in the activation letter.',
  },
  'pin-not-4-to-8-digits': newPinTexts['pin-not-4-to-8-digits'],
  'pin-too-short': newPinTexts['pin-too-short'],
  'new-pin-too-short': newPinTexts['pin-too-short'],
  'wrong-activation-code': {
    fi: 'Väärä aktivointitunnusluku.',
    sv: 'Fel aktiveringskod.',
    en: 'Wrong activation code.',
  },
  'activation-code-blocked': {
    fi: 'Aktivointitunnusluku on lukkiutunut. Tilaa uusi aktivointitunnusluku rekisteröintipisteestä.',
    sv: 'Aktiveringskoden är låst. Beställ en ny aktiveringskod på ett registreringsställe.',
    en: 'The activation code is locked. Order a new activation code at a registration point.',
  },
  'wrong-pin': { fi: 'Väärä tunnusluku.', sv: 'Fel kod.', en: 'Wrong PIN.' },
  'pin-blocked': {
    fi: 'Tunnusluku on lukkiutunut. Aseta uudet tunnusluvut aktivointitunnusluvulla.',
    sv: 'Koden är låst. Ställ in nya koder med aktiveringskoden.',
    en: 'The PIN is locked. Set new PINs with the activation code.',
  },
  'service-unavailable': {
    fi: 'Varmennepalveluun ei saatu yhteyttä, joten kirjettä ei voitu tarkistaa. Korttiin ei koskettu. Yritä hetken kuluttua uudelleen.',
    sv: 'Certifikattjänsten svarade inte, så brevet kunde inte kontrolleras. Kortet rördes inte. Försök igen om en stund.',
    en: 'The certificate service did not respond, so the letter could not be checked. The card was not touched. Try again in a moment.',
  },
  'stopped-by-service': {
    fi: 'Voit aloittaa uudelleen.',
    sv: 'Du kan börja om.',
    en: 'You can start again.',
  },
  'service-lost': {
    fi: 'Yhteys varmennepalveluun katkesi kesken. Aloita uudelleen, kun yhteys toimii.',
    sv: 'Förbindelsen till certifikattjänsten bröts. Börja om när den fungerar.',
    en: 'The connection to the certificate service was lost. Start again when it works.',
  },
  'command-refused': {
    fi: 'Kortinlukijaohjelmisto keskeytti yhteyden. Varmennepalvelu lähetti kortille komennon, joka ei kuulu tähän. Komento ei mennyt kortille, eikä kortilla allekirjoitettu mitään. Älä yritä uudelleen. Kerro tästä työpaikkasi IT-tukeen tai rekisteröintipisteeseen. Syynä voi olla myös vanhentunut kortinlukijaohjelmisto.',
    sv: 'Kortläsarprogrammet avbröt förbindelsen. Certifikattjänsten sände ett kommando som inte hör till det här. Kommandot nådde inte kortet, och inget undertecknades med det. Försök inte igen. Berätta om detta för it-stödet på din arbetsplats eller för registreringsstället. Orsaken kan också vara ett föråldrat kortläsarprogram.',
    en: 'The reader software ended the connection. The certificate service sent a command that does not belong to this. The command did not reach the card, and nothing was signed with it. Do not try again. Tell the IT support of your workplace, or a registration point. The cause may also be outdated reader software.',
  },
  'own-step-missing': {
    fi: 'Varmennepalvelu lopetti, ennen kuin molemmat tunnusluvut oli asetettu. Aloita uudelleen. Jos sama toistuu, kerro siitä työpaikkasi IT-tukeen.',
    sv: 'Certifikattjänsten slutade innan båda koderna hade ställts in. Börja om. Om samma sak händer igen, berätta det för it-stödet på din arbetsplats.',
    en: 'The certificate service stopped before both PINs were set. Start again. If it happens again, tell the IT support of your workplace.',
  },
  'service-refused': {
    fi: 'Korttiin ei koskettu.',
    sv: 'Kortet rördes inte.',
    en: 'The card was not touched.',
  },
  'not-activated': {
    fi: 'Korttia ei ole aktivoitu, tai molemmat tunnusluvut ovat lukkiutuneet. Aktivoi se kirjeen numerolla ja aktivointitunnusluvulla.',
    sv: 'Kortet är inte aktiverat, eller båda koderna är låsta. Aktivera det med brevets nummer och aktiveringskoden.',
    en: 'The card is not activated, or both PINs are locked. Activate it with the letter number and the activation code.',
  },
  'code-replaced': {
    fi: 'Tämä aktivointitunnusluku ei enää kelpaa, koska kortille on tilattu uusi. Korttiin ei koskettu. Ota käyttöön uusin kirje.',
    sv: 'Den här aktiveringskoden gäller inte längre, eftersom en ny har beställts till kortet. Kortet rördes inte. Ta det senaste brevet i bruk.',
    en: 'This activation code is no longer valid, because a new one was ordered for the card. The card was not touched. Use the newest letter.',
  },
  'no-card': {
    fi: 'Lukijassa ei ole korttia. Laita kortti lukijaan.',
    sv: 'Det finns inget kort i läsaren. Sätt in kortet.',
    en: 'There is no card in the reader. Put the card in.',
  },
  'card-in-use': {
    fi: 'Toinen ohjelma käyttää korttia juuri nyt. Sulje se, jos ilmoitus ei poistu.',
    sv: 'Ett annat program använder kortet just nu. Stäng det om detta inte går över.',
    en: 'Another program is using the card right now. Close it if this does not pass.',
  },
  'another-card': {
    fi: 'Lukijaan laitettiin toinen kortti. Aloita uudelleen.',
    sv: 'Ett annat kort sattes in i läsaren. Börja om.',
    en: 'Another card was put into the reader. Start again.',
  },
  'card-removed': {
    fi: 'Kortti otettiin pois liian aikaisin. Laita se takaisin ja aloita uudelleen.',
    sv: 'Kortet togs ut för tidigt. Sätt in det igen och börja om.',
    en: 'The card was taken out too early. Put it back and start again.',
  },
  'card-refused': {
    fi: 'Kortti ei hyväksynyt toimintoa. Jos tämä toistuu, ota yhteys rekisteröintipisteeseen.',
    sv: 'Kortet godkände inte åtgärden. Om detta upprepas, kontakta ett registreringsställe.',
    en: 'The card did not accept the operation. If this happens again, contact a registration point.',
  },
  'card-unreadable': {
    fi: 'Korttia ei voi lukea.',
    sv: 'Kortet kan inte läsas.',
    en: 'The card can’t be read.',
  },
}

/** What the holder does about a locked PIN of the card. */
export const pinLockedText = (card: Parameters<typeof pinResetOf>[0]): Text =>
  pinResetOf(card) === 'registration-point' ? texts.sparePinLocked : refusalTexts['pin-blocked']

/** The same about a locked activation code. */
export const codeLockedText = (card: Parameters<typeof pinResetOf>[0]): Text =>
  pinResetOf(card) === 'letter' ? refusalTexts['activation-code-blocked'] : texts.codeLockedForGood

type CodeMistakeKind = 'letter-number-not-10-digits' | 'activation-code-not-8-digits'
export type PinRefusalKind = 'wrong-pin' | 'pin-blocked' | 'new-pin-too-short'

export const texts = {
  product: { fi: 'Kortinlukijaohjelmisto', sv: 'Kortläsarprogram', en: 'Reader software' },
  readers: { fi: 'Lukijat ja kortit', sv: 'Läsare och kort', en: 'Readers and cards' },
  noResponse: {
    fi: 'Kortinlukijaohjelmisto ei vastannut. Katso etusivulta, onnistuiko toiminto, ennen kuin yrität uudelleen.',
    sv: 'Kortläsarprogrammet svarade inte. Kontrollera på första sidan om åtgärden lyckades innan du försöker igen.',
    en: 'The reader software did not respond. Before you try again, check on the front page whether the operation succeeded.',
  },
  gone: {
    fi: 'Kortinlukijaohjelmisto ei vastaa. Käynnistä se uudelleen: tämä sivu jatkaa itsestään.',
    sv: 'Kortläsarprogrammet svarar inte. Starta det på nytt: den här sidan fortsätter av sig själv.',
    en: 'The reader software is not responding. Start it again: this page continues by itself.',
  },
  virtualReader: { fi: 'Virtuaalinen lukija', sv: 'Virtuell läsare', en: 'Virtual reader' },
  empty: {
    fi: 'Lukijassa ei ole korttia.',
    sv: 'Det finns inget kort i läsaren.',
    en: 'There is no card in the reader.',
  },
  unreadable: {
    fi: 'Lukijassa on kortti, jota tämä ohjelmisto ei tunnista.',
    sv: 'I läsaren finns ett kort som programmet inte känner igen.',
    en: 'There is a card in the reader that this software does not recognise.',
  },
  noReader: {
    fi: 'Tämännimistä lukijaa ei löytynyt. Tarkista, että lukija on kytketty ja että sen nimi on asetuksissa oikein (opensc-tool --list-readers näyttää nimet).',
    sv: 'Det finns ingen läsare med detta namn. Kontrollera att läsaren är ansluten och att namnet är rätt i inställningarna (opensc-tool --list-readers visar namnen).',
    en: 'There is no reader with this name. Check that the reader is plugged in and that its name is right in the settings (opensc-tool --list-readers shows the names).',
  },
  blankIn: {
    fi: 'Lukijassa on korttiaihio.',
    sv: 'I läsaren finns ett ämneskort.',
    en: 'There is a blank card in the reader.',
  },
  unfinishedIn: {
    fi: 'Lukijassa on keskeneräinen kortti.',
    sv: 'I läsaren finns ett ofärdigt kort.',
    en: 'There is an unfinished card in the reader.',
  },
  unfinishedNote: {
    fi: 'Kortin valmistus keskeytyi, eikä korttia voi vielä käyttää. Rekisteröijä tekee kortin valmiiksi tai tyhjentää sen palvelun varakorttisivulla.',
    sv: 'Tillverkningen avbröts, och kortet kan inte användas ännu. Registreraren gör kortet färdigt eller tömmer det på tjänstens sida för tillfälliga kort.',
    en: 'Production was interrupted, and the card cannot be used yet. The registrar finishes or wipes it on the spare card page of the service.',
  },
  blank: { fi: 'Korttiaihio', sv: 'Ämneskort', en: 'Blank card' },
  blanksLeft: { fi: 'Laatikossa', sv: 'I lådan', en: 'In the drawer' },
  unfinished: { fi: 'Keskeneräinen kortti', sv: 'Ofärdigt kort', en: 'Unfinished card' },
  chip: { fi: 'siru', sv: 'chip', en: 'chip' },
  shelf: { fi: 'Kortit pöydällä', sv: 'Kort på bordet', en: 'Cards on the table' },
  shelfEmpty: {
    fi: 'Pöydällä ei ole kortteja. Valmistettu kortti ilmestyy tähän.',
    sv: 'Inga kort på bordet. Ett färdigt kort dyker upp här.',
    en: 'No cards on the table. A finished card appears here.',
  },
  shelfNote: {
    fi: 'Kokeiluympäristön kortit ovat virtuaalisia. Laita kortti lukijaan painikkeella.',
    sv: 'Demomiljöns kort är virtuella. Sätt in ett kort i läsaren med knappen.',
    en: 'The cards of the demo environment are virtual. Put one into the reader with its button.',
  },
  insert: { fi: 'Laita lukijaan', sv: 'Sätt in i läsaren', en: 'Put into the reader' },
  takeOut: { fi: 'Ota kortti pois', sv: 'Ta ut kortet', en: 'Take the card out' },
  isIn: { fi: 'lukijassa', sv: 'i läsaren', en: 'in the reader' },
  cardNumber: { fi: 'Kortin numero', sv: 'Kortnummer', en: 'Card number' },
  issuer: { fi: 'Varmentaja', sv: 'Utfärdare', en: 'Issuer' },
  validity: { fi: 'Voimassa', sv: 'Giltigt', en: 'Valid' },
  serial: { fi: 'Varmenteen numero', sv: 'Certifikatets nummer', en: 'Certificate number' },
  authentication: {
    fi: 'Kirjautumisvarmenne (PIN1)',
    sv: 'Inloggningscertifikat (PIN1)',
    en: 'Log-in certificate (PIN1)',
  },
  signature: {
    fi: 'Allekirjoitusvarmenne (PIN2)',
    sv: 'Underskriftscertifikat (PIN2)',
    en: 'Signature certificate (PIN2)',
  },
  pin1: {
    fi: 'perustunnusluku (PIN1)',
    sv: 'baskod (PIN1)',
    en: 'basic PIN (PIN1)',
  },
  pin2: {
    fi: 'allekirjoitustunnusluku (PIN2)',
    sv: 'signaturkod (PIN2)',
    en: 'signature PIN (PIN2)',
  },
  triesLeft: { fi: 'Yrityksiä jäljellä', sv: 'Försök kvar', en: 'Tries left' },
  notActivated: {
    fi: 'Korttia ei ole aktivoitu, tai molemmat tunnusluvut ovat lukkiutuneet',
    sv: 'Kortet är inte aktiverat, eller båda koderna är låsta',
    en: 'The card is not activated, or both PINs are locked',
  },
  notActivatedNote: {
    fi: 'Tarvitset aktivointikirjeen, joka lähetetään muutama arkipäivä kortin jälkeen.',
    sv: 'Du behöver aktiveringsbrevet, som skickas några vardagar efter kortet.',
    en: 'You need the activation letter, which is sent a few working days after the card.',
  },
  spareNotReady: {
    fi: 'Varakortti ei ole käyttövalmis',
    sv: 'Det tillfälliga kortet är inte färdigt att användas',
    en: 'The spare card is not ready for use',
  },
  spareNotReadyNote: {
    fi: 'Sen tunnuslukuja ei ole asetettu, tai molemmat ovat lukkiutuneet. Varakortilla ei ole aktivointikirjettä. Rekisteröijä: tee kortti valmiiksi palvelun varakorttisivulla. Kortin haltija: vie kortti rekisteröintipisteeseen, joka antaa tilalle uuden.',
    sv: 'Koderna har inte ställts in, eller båda är låsta. Ett tillfälligt kort har inget aktiveringsbrev. Registrerare: gör kortet färdigt på tjänstens sida för tillfälliga kort. Kortinnehavare: ta kortet till registreringsstället, som ger ett nytt i stället.',
    en: 'Its PINs are not set, or both are locked. A spare card has no activation letter. Registrar: finish the card on the spare card page of the service. Holder: take the card to the registration point, which gives you a new one.',
  },
  sparePinLocked: {
    fi: 'Tunnusluku on lukkiutunut. Varakortin tunnuslukua ei voi asettaa uudelleen: vie kortti rekisteröintipisteeseen, joka antaa tilalle uuden.',
    sv: 'Koden är låst. Koderna på ett tillfälligt kort kan inte ställas in på nytt: ta kortet till registreringsstället, som ger ett nytt i stället.',
    en: 'The PIN is locked. The PINs of a spare card can’t be set again: take the card to the registration point, which gives you a new one.',
  },
  codeLockedForGood: {
    fi: 'Aktivointitunnusluku on lukkiutunut lopullisesti: tällä kortilla sitä ei voi vaihtaa. Tilaa uusi kortti rekisteröintipisteestä.',
    sv: 'Aktiveringskoden är låst för gott: på det här kortet kan den inte bytas. Beställ ett nytt kort på ett registreringsställe.',
    en: 'The activation code is locked for good: on this card it can’t be changed. Order a new card at a registration point.',
  },
  codeStays: {
    fi: 'Tämän kortin (FINEID S4-2) aktivointitunnusluku ei vaihdu. Jos kirje katoaa, kortin myöntäjä tulostaa saman kirjeen uudelleen: pyydä sitä rekisteröintipisteestä.',
    sv: 'Aktiveringskoden på det här kortet (FINEID S4-2) byts aldrig. Om brevet försvinner skriver kortets utfärdare ut samma brev på nytt: be om det på registreringsstället.',
    en: 'The activation code of this card (FINEID S4-2) never changes. If the letter is lost, the card’s issuer prints the same letter again: ask for it at the registration point.',
  },
  activate: { fi: 'Aktivoi kortti', sv: 'Aktivera kortet', en: 'Activate the card' },
  changePin: { fi: 'Vaihda tunnusluku', sv: 'Byt kod', en: 'Change a PIN' },
  newPins: {
    fi: 'Aseta uudet tunnusluvut',
    sv: 'Ställ in nya koder',
    en: 'Set new PINs',
  },
  newPinsLead: {
    fi: 'Lukkiutunut tai unohtunut tunnusluku (PIN-koodi) asetetaan uudelleen aktivointikirjeen tunnusluvulla. Molemmat tunnusluvut vaihtuvat.',
    sv: 'En låst eller glömd kod (PIN-kod) ställs in på nytt med koden i aktiveringsbrevet. Båda koderna byts.',
    en: 'A locked or forgotten PIN is set again with the code in the activation letter. Both PINs change.',
  },
  withoutLetter: {
    fi: 'Eikö kirje ole mukana?',
    sv: 'Har du inte brevet med dig?',
    en: 'Don’t have the letter?',
  },
  usedBefore: {
    fi: 'Oletko jo käyttänyt korttia?',
    sv: 'Har du redan använt kortet?',
    en: 'Have you used the card before?',
  },
  withoutLetterNote: {
    fi: 'Palvelu avaa lukituksen heti ilman kirjettä, kun tunnistaudut Suomi.fi-tunnistuksella. Jätä kortti lukijaan ja tämä sivu auki.',
    sv: 'Tjänsten låser upp kortet genast utan brev, när du identifierar dig med Suomi.fi-identifikation. Lämna kortet i läsaren och den här sidan öppen.',
    en: 'The service unlocks the card at once without the letter, when you identify yourself with Suomi.fi e-Identification. Leave the card in the reader and this page open.',
  },
  withoutLetterLink: {
    fi: 'Avaa lukitus palvelussa (uusi välilehti)',
    sv: 'Lås upp i tjänsten (ny flik)',
    en: 'Unlock in the service (new tab)',
  },
  newLetter: {
    fi: 'Onko sinulla uusi kirje?',
    sv: 'Har du ett nytt brev?',
    en: 'Do you have a new letter?',
  },
  newLetterNote: {
    fi: 'Uuden kirjeen tunnusluku ei ole vielä kortilla.',
    sv: 'Koden i ett nytt brev finns inte ännu på kortet.',
    en: 'The code of a new letter is not on the card yet.',
  },
  newLetterLink: {
    fi: 'Ota uusi kirje käyttöön',
    sv: 'Ta det nya brevet i bruk',
    en: 'Start using the new letter',
  },
  activateLead: {
    fi: 'Ota esiin aktivointikirje. Kirjoita siitä kirjeen numero ja aktivointitunnusluku, ja valitse sitten kaksi tunnuslukua (PIN-koodia).',
    sv: 'Ta fram aktiveringsbrevet. Skriv brevets nummer och aktiveringskoden, och välj sedan två koder (PIN-koder).',
    en: 'Have the activation letter at hand. Type its number and the activation code, then choose two PINs.',
  },
  card: { fi: 'Kortti', sv: 'Kort', en: 'Card' },
  fromLetter: { fi: 'Aktivointikirjeestä', sv: 'Från aktiveringsbrevet', en: 'From the letter' },
  letterNumber: {
    fi: 'Kirjeen numero (10 numeroa)',
    sv: 'Brevets nummer (10 siffror)',
    en: 'Letter number (10 digits)',
  },
  letterNumberIfAny: {
    fi: 'Kirjeen numero (10 numeroa), jos kirjeessä on sellainen',
    sv: 'Brevets nummer (10 siffror), om brevet har ett',
    en: 'Letter number (10 digits), if the letter has one',
  },
  activationCode: {
    fi: 'Aktivointitunnusluku (8 numeroa)',
    sv: 'Aktiveringskod (8 siffror)',
    en: 'Activation code (8 digits)',
  },
  pin1Legend: {
    fi: 'Perustunnusluku (PIN1): kirjautumiseen',
    sv: 'Baskod (PIN1): för inloggning',
    en: 'Basic PIN (PIN1): to log in',
  },
  pin2Legend: {
    fi: 'Allekirjoitustunnusluku (PIN2): allekirjoittamiseen',
    sv: 'Signaturkod (PIN2): för underskrift',
    en: 'Signature PIN (PIN2): to sign',
  },
  pinRule: {
    fi: '4–8 numeroa, ei muita merkkejä (jotkin kortit vaativat useamman kuin neljä). Ei syntymäaikaa (edes päivää ja kuukautta), vuotta, numerosarjaa (1234) eikä samaa numeroa toistuvasti (1111). Älä kerro tunnuslukua kenellekään.',
    sv: '4–8 siffror, inga andra tecken (vissa kort kräver fler än fyra). Inte födelsedatum (inte heller dag och månad), årtal, sifferserie (1234) eller samma siffra upprepad (1111). Berätta inte koden för någon.',
    en: '4 to 8 digits, no other characters (some cards require more than four). No date of birth (not even day and month), year, sequence (1234) or repeated digit (1111). Do not tell your PIN to anybody.',
  },
  pinsDiffer: {
    fi: 'Valitse eri luku kummallekin.',
    sv: 'Välj olika koder för PIN1 och PIN2.',
    en: 'Choose a different number for each PIN.',
  },
  pinNotFormer: {
    fi: 'Valitse eri luku kuin nykyinen tunnusluku.',
    sv: 'Välj en annan kod än den nuvarande.',
    en: 'Choose a different number than the current PIN.',
  },
  newPin: { fi: 'Uusi tunnusluku', sv: 'Ny kod', en: 'New PIN' },
  again: { fi: 'Sama uudelleen', sv: 'Samma på nytt', en: 'Repeat the PIN' },
  oldPin: { fi: 'Nykyinen tunnusluku', sv: 'Nuvarande kod', en: 'Current PIN' },
  which: { fi: 'Mikä tunnusluku (PIN-koodi)', sv: 'Vilken kod (PIN-kod)', en: 'Which PIN' },
  back: { fi: 'Takaisin', sv: 'Tillbaka', en: 'Back' },
  mistake: { fi: 'Ei onnistunut', sv: 'Det lyckades inte', en: 'That did not work' },
  activated: {
    fi: 'Kortti on aktivoitu. Voit nyt kirjautua ja allekirjoittaa.',
    sv: 'Kortet är aktiverat. Du kan nu logga in och underteckna.',
    en: 'The card is activated. You can now log in and sign.',
  },
  activatedUnreported: {
    fi: 'Kortti on aktivoitu. Palveluun ei saatu yhteyttä: tieto lähetetään, kun yhteys palaa.',
    sv: 'Kortet är aktiverat. Tjänsten svarade inte: uppgiften skickas när förbindelsen är tillbaka.',
    en: 'The card is activated. The service could not be reached: it will be notified when you are back online.',
  },
  pinsSet: {
    fi: 'Uudet tunnusluvut ovat käytössä.',
    sv: 'De nya koderna är i bruk.',
    en: 'The new PINs are in use.',
  },
  pinsSetUnchecked: {
    fi: 'Uudet tunnusluvut ovat käytössä. Palveluun ei saatu yhteyttä, joten ei tarkistettu, onko kortille tilattu uusi aktivointitunnusluku.',
    sv: 'De nya koderna är i bruk. Tjänsten kunde inte nås, så det kontrollerades inte om en ny aktiveringskod har beställts till kortet.',
    en: 'The new PINs are in use. The service could not be reached, so it was not checked whether a new activation code was ordered for the card.',
  },
  pinChanged: {
    fi: 'Tunnusluku on vaihdettu.',
    sv: 'Koden är bytt.',
    en: 'The PIN has been changed.',
  },
  requestsLogIn: {
    fi: 'Sivusto pyytää kirjautumista',
    sv: 'Webbplatsen begär inloggning',
    en: 'A site asks you to log in',
  },
  requestsSignature: {
    fi: 'Sivusto pyytää allekirjoitustasi',
    sv: 'Webbplatsen ber om din underskrift',
    en: 'A site asks for your signature',
  },
  requester: { fi: 'Pyytäjä', sv: 'Begäran från', en: 'Request from' },
  digest: { fi: 'Tiiviste', sv: 'Kondensat', en: 'Digest' },
  content: {
    fi: 'Allekirjoitettava teksti',
    sv: 'Text som undertecknas',
    en: 'Text to be signed',
  },
  contentUnseen: {
    fi: 'Sisältöä ei voi näyttää tässä. Varmista se sivustolta.',
    sv: 'Innehållet kan inte visas här. Kontrollera det på webbplatsen.',
    en: 'The content can’t be shown here. Check it on the site.',
  },
  onlyIfYou: {
    fi: 'Kirjoita tunnusluku vain, jos itse aloitit tämän.',
    sv: 'Skriv koden bara om du själv började detta.',
    en: 'Type the PIN only if you started this yourself.',
  },
  logIn: { fi: 'Kirjaudu', sv: 'Logga in', en: 'Log in' },
  sign: { fi: 'Allekirjoita', sv: 'Underteckna', en: 'Sign' },
  cancel: { fi: 'Peru', sv: 'Avbryt', en: 'Cancel' },
  nothingPending: {
    fi: 'Ei avoimia kirjautumis- tai allekirjoituspyyntöjä.',
    sv: 'Inga öppna begäranden om inloggning eller underskrift.',
    en: 'No open requests to log in or sign.',
  },
  endedWithCard: {
    fi: 'Kortti otettiin pois lukijasta, joten pyyntö päättyi. Jos kirjoitit jo tunnusluvun, sitä ei käytetty. Aloita uudelleen sivulla, joka pyysi sitä.',
    sv: 'Kortet togs ut ur läsaren, så begäran avslutades. Om du redan hade skrivit koden användes den inte. Börja om på sidan som bad om den.',
    en: 'The card was taken out of the reader, so the request ended. If you had already typed the PIN, it was not used. Start again on the page that asked for it.',
  },
  requests: { fi: 'Pyynnöt', sv: 'Begäranden', en: 'Requests' },
  notFoundNote: {
    fi: 'Kortit ja pyynnöt ovat etusivulla.',
    sv: 'Korten och begärandena finns på första sidan.',
    en: 'Cards and requests are on the front page.',
  },
  toFrontPage: { fi: 'Etusivulle', sv: 'Till första sidan', en: 'To the front page' },
  notFound: { fi: 'Sivua ei löytynyt', sv: 'Sidan hittades inte', en: 'Page not found' },
  trusted: {
    fi: 'Varmentajat, joihin tämä ohjelmisto luottaa',
    sv: 'Utfärdare som programmet litar på',
    en: 'Issuers that this software trusts',
  },
  trustedNote: {
    fi: 'Voit kirjautua ja allekirjoittaa vain näiden varmentajien kortilla. Vertaa sormenjälkeä siihen, jonka olet saanut varmentajalta muuten kuin tältä tietokoneelta.',
    sv: 'Du kan logga in och underteckna bara med kort av dessa utfärdare. Jämför fingeravtrycket med det som du har fått av utfärdaren på annat sätt än från den här datorn.',
    en: 'You can log in and sign only with cards of these issuers. Compare the fingerprint with the one that you got from the issuer in another way than through this computer.',
  },
  fingerprint: {
    fi: 'Sormenjälki (SHA-256):',
    sv: 'Fingeravtryck (SHA-256):',
    en: 'Fingerprint (SHA-256):',
  },
  key: { fi: 'Avain', sv: 'Nyckel', en: 'Key' },
  chain: {
    fi: 'Varmentajat juureen asti',
    sv: 'Utfärdarna upp till roten',
    en: 'Issuers up to the root',
  },
  details: { fi: 'Tarkemmat tiedot', sv: 'Detaljer', en: 'Details' },
} as const satisfies Record<string, Text>

/** What the front page may report of a form that succeeded, by the key of its text. */
export const news = [
  'activated',
  'activatedUnreported',
  'pinsSet',
  'pinsSetUnchecked',
  'pinChanged',
] as const satisfies readonly (keyof typeof texts)[]
export type News = (typeof news)[number]
