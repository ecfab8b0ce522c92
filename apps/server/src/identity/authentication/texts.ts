import type { Text } from '#platform/texts.ts'

/** Titles of problems, and their remedy. */
export const texts = {
  sessionNotFound: {
    title: {
      fi: 'Istunto on jo päättynyt',
      sv: 'Sessionen har redan avslutats',
      en: 'The session has already ended',
    },
    advice: {
      fi: 'Lataa sivu uudelleen: siinä näkyvät ne istunnot, jotka ovat auki.',
      sv: 'Ladda sidan på nytt: den visar de sessioner som är öppna.',
      en: 'Load the page again: it shows the sessions that are open.',
    },
  },
  sessionIsThisOne: {
    title: {
      fi: 'Tämä on istunto, jota käytät nyt',
      sv: 'Det här är sessionen som du använder nu',
      en: 'This is the session that you are using now',
    },
    advice: {
      fi: 'Päätä se kirjautumalla ulos.',
      sv: 'Avsluta den genom att logga ut.',
      en: 'End it by signing out.',
    },
  },
  challengeNotFound: {
    title: {
      fi: 'Kirjautumisyritys on jo käytetty',
      sv: 'Inloggningsförsöket har redan använts',
      en: 'This attempt to sign in has already been used',
    },
    advice: {
      fi: 'Aloita kirjautuminen alusta.',
      sv: 'Börja inloggningen från början.',
      en: 'Start signing in again.',
    },
  },
  challengeExpired: {
    title: {
      fi: 'Kirjautuminen kesti liian kauan',
      sv: 'Inloggningen tog för lång tid',
      en: 'Signing in took too long',
    },
    advice: {
      fi: 'Aloita alusta ja kirjoita tunnusluku kahden minuutin kuluessa.',
      sv: 'Börja från början och skriv koden inom två minuter.',
      en: 'Start again and type the PIN within two minutes.',
    },
  },
  certificateUnreadable: {
    title: {
      fi: 'Kortin varmennetta ei voi lukea',
      sv: 'Kortets certifikat kan inte läsas',
      en: 'The certificate of the card cannot be read',
    },
    advice: {
      fi: 'Kokeile korttia uudelleen. Jos se ei auta, kysy rekisteröintipisteestä.',
      sv: 'Försök igen med kortet. Om det inte hjälper, fråga på ett registreringsställe.',
      en: 'Try the card again. If that does not help, ask at a registration point.',
    },
  },
  certificateOfAnotherPurpose: {
    title: {
      fi: 'Kirjautumiseen käytettiin väärää varmennetta',
      sv: 'Fel certifikat användes för inloggningen',
      en: 'The wrong certificate was used for signing in',
    },
    advice: {
      fi: 'Valitse tunnistautumisvarmenne. Sen avaa perustunnusluku (PIN1).',
      sv: 'Välj identifieringscertifikatet. Det öppnas med baskoden (PIN1).',
      en: 'Choose the authentication certificate. The basic PIN (PIN1) opens it.',
    },
  },
  algorithmNotAccepted: {
    title: {
      fi: 'Allekirjoitustapaa ei hyväksytä',
      sv: 'Signaturmetoden godkänns inte',
      en: 'The signature method is not accepted',
    },
    advice: {
      fi: 'Päivitä kortinlukijaohjelmisto.',
      sv: 'Uppdatera kortläsarprogrammet.',
      en: 'Update the card reader software.',
    },
  },
  wrongSignature: {
    title: {
      fi: 'Kortin vastaus ei ole oikea',
      sv: 'Kortets svar är inte rätt',
      en: 'The card’s response is not correct',
    },
    advice: {
      fi: 'Tarkista, että selaimen osoite on palvelun osoite, ja aloita kirjautuminen alusta.',
      sv: 'Kontrollera att webbläsarens adress är tjänstens adress och börja inloggningen från början.',
      en: 'Check that the address in the browser is the address of the service, and start signing in again.',
    },
  },
  issuerNotTrusted: {
    title: {
      fi: 'Tällä kortilla ei voi kirjautua tähän palveluun',
      sv: 'Du kan inte logga in i den här tjänsten med det här kortet',
      en: 'You cannot sign in to this service with this card',
    },
    advice: {
      fi: 'Kirjautumissivulla kerrotaan, millä korteilla voit kirjautua. Testikortilla ei voi kirjautua tänne.',
      sv: 'Inloggningssidan berättar vilka kort du kan använda. Med ett testkort loggar man inte in här.',
      en: 'The sign-in page says which cards you can use. You cannot sign in here with a test card.',
    },
  },
  certificateNotYetValid: {
    title: {
      fi: 'Kortti ei ole vielä voimassa',
      sv: 'Kortet är inte giltigt ännu',
      en: 'The card is not valid yet',
    },
    advice: {
      fi: 'Katso voimassaolon alkamispäivä kortista.',
      sv: 'Se på kortet när giltigheten börjar.',
      en: 'See the card for the first day of validity.',
    },
  },
  certificateExpired: {
    title: {
      fi: 'Kortin voimassaolo on päättynyt',
      sv: 'Kortets giltighetstid har gått ut',
      en: 'The card has expired',
    },
    advice: {
      fi: 'Tilaa uusi kortti rekisteröintipisteessä.',
      sv: 'Beställ ett nytt kort vid ett registreringsställe.',
      en: 'Order a new card at a registration point.',
    },
  },
  certificateNotFound: {
    title: {
      fi: 'Kortin varmennetta ei löytynyt palvelusta',
      sv: 'Kortets certifikat hittades inte i tjänsten',
      en: 'The certificate of the card was not found in the service',
    },
    advice: {
      fi: 'Kysy rekisteröintipisteestä, josta sait kortin.',
      sv: 'Fråga vid registreringsstället där du fick kortet.',
      en: 'Ask at the registration point where you got the card.',
    },
  },
  otherCardExpired: {
    title: {
      fi: 'Kortin voimassaolo on päättynyt',
      sv: 'Kortets giltighetstid har gått ut',
      en: 'The card has expired',
    },
    advice: {
      fi: 'Uuden kortin saat sen myöntäjältä. Sitä ennen voit kirjautua muulla tavalla.',
      sv: 'Ett nytt kort får du av den som utfärdar det. Tills dess kan du logga in på ett annat sätt.',
      en: 'You get a new card from its issuer. Until then you can sign in in another way.',
    },
  },
  otherCardRevoked: {
    title: {
      fi: 'Kortin varmenne on suljettu',
      sv: 'Kortets certifikat är spärrat',
      en: 'The certificate of the card has been revoked',
    },
    advice: {
      fi: 'Kysy kortin myöntäjältä. Voit kirjautua muulla tavalla.',
      sv: 'Fråga den som har utfärdat kortet. Du kan logga in på ett annat sätt.',
      en: 'Ask the issuer of the card. You can sign in in another way.',
    },
  },
  issuerExpired: {
    title: {
      fi: 'Kortin myöntäjän varmenteen voimassaolo on päättynyt',
      sv: 'Giltighetstiden för certifikatet hos den som utfärdat kortet har gått ut',
      en: 'The certificate of the card’s issuer has expired',
    },
    advice: {
      fi: 'Vika ei ole lukijassa. Kysy kortin myöntäjältä, ja kirjaudu muulla tavalla.',
      sv: 'Felet är inte i läsaren. Fråga den som utfärdat kortet och logga in på ett annat sätt.',
      en: 'The fault is not in the reader. Ask the issuer of the card, and sign in in another way.',
    },
  },
  cardKindNotAccepted: {
    title: {
      fi: 'Tämänlaisella varmenteella ei voi kirjautua tänne',
      sv: 'Med ett certifikat av det här slaget kan du inte logga in här',
      en: 'You cannot sign in here with a certificate of this kind',
    },
    advice: {
      fi: 'Käytä henkilökorttia, organisaatiokorttia tai sote-korttia, tai kirjaudu muulla tavalla.',
      sv: 'Använd identitetskort, organisationskort eller social- och hälsovårdskort, eller logga in på ett annat sätt.',
      en: 'Use an identity card, an organisation card or a card of social and health care, or sign in in another way.',
    },
  },
  holderNotNamed: {
    title: {
      fi: 'Kortista ei näy, kenen se on',
      sv: 'Av kortet framgår inte vems det är',
      en: 'The card does not show who its holder is',
    },
    advice: {
      fi: 'Kysy kortin myöntäjältä. Voit kirjautua muulla tavalla.',
      sv: 'Fråga den som har utfärdat kortet. Du kan logga in på ett annat sätt.',
      en: 'Ask the issuer of the card. You can sign in in another way.',
    },
  },
  certificateStatusUnavailable: {
    title: {
      fi: 'Kortin voimassaoloa ei voi tarkistaa juuri nyt',
      sv: 'Kortets giltighet kan inte kontrolleras just nu',
      en: 'The validity of the card can’t be checked right now',
    },
    advice: {
      fi: 'Kortin myöntäjän sulkupalvelu ei vastaa. Yritä hetken kuluttua uudelleen tai kirjaudu muulla tavalla.',
      sv: 'Spärrtjänsten hos den som utfärdat kortet svarar inte. Försök på nytt om en stund eller logga in på ett annat sätt.',
      en: 'The revocation service of the card’s issuer is not responding. Try again in a moment, or sign in in another way.',
    },
  },
  unknownToCardIssuer: {
    title: {
      fi: 'Kortin myöntäjällä ei ole tietoa kortista',
      sv: 'Den som utfärdat kortet har inga uppgifter om det',
      en: 'The issuer of the card has no record of it',
    },
    advice: {
      fi: 'Kysy kortin myöntäjältä. Voit kirjautua muulla tavalla.',
      sv: 'Fråga den som har utfärdat kortet. Du kan logga in på ett annat sätt.',
      en: 'Ask the issuer of the card. You can sign in in another way.',
    },
  },
  cardIssuerUnavailable: {
    title: {
      fi: 'Kortin myöntäjä ei vastaa juuri nyt',
      sv: 'Den som utfärdat kortet svarar inte just nu',
      en: 'The issuer of the card is not responding right now',
    },
    advice: {
      fi: 'Yritä hetken kuluttua uudelleen tai kirjaudu muulla tavalla.',
      sv: 'Försök på nytt om en stund eller logga in på ett annat sätt.',
      en: 'Try again in a moment, or sign in in another way.',
    },
  },
  certificateRevoked: {
    title: {
      fi: 'Kortti on suljettu',
      sv: 'Kortet är spärrat',
      en: 'The card has been cancelled',
    },
    advice: {
      fi: 'Suljettua korttia ei voi ottaa takaisin käyttöön. Tilaa uusi kortti rekisteröintipisteessä.',
      sv: 'Ett spärrat kort kan inte tas i bruk igen. Beställ ett nytt kort vid ett registreringsställe.',
      en: 'A cancelled card cannot be taken back into use. Order a new card at a registration point.',
    },
  },
  tlsSignInNotInUse: {
    title: {
      fi: 'Selaimen varmenteella ei voi kirjautua tähän palveluun',
      sv: 'Du kan inte logga in i den här tjänsten med webbläsarens certifikat',
      en: 'You cannot sign in to this service with the browser’s certificate',
    },
    advice: {
      fi: 'Kirjaudu kortinlukijaohjelmistolla.',
      sv: 'Logga in med kortläsarprogrammet.',
      en: 'Sign in with the reader software.',
    },
  },
  tlsSignInResponseWrong: {
    title: {
      fi: 'Selain ei näyttänyt korttia tässä kirjautumisessa',
      sv: 'Webbläsaren visade inte kortet i den här inloggningen',
      en: 'The browser did not show the card in this sign-in',
    },
    advice: {
      fi: 'Tarkista, että kortti on lukijassa, ja aloita kirjautuminen alusta. Jos selain ei kysy varmennetta, sulje ensin kaikki sen ikkunat.',
      sv: 'Kontrollera att kortet sitter i läsaren och börja inloggningen från början. Om webbläsaren inte frågar efter certifikatet, stäng först alla dess fönster.',
      en: 'Check that the card is in the reader and start signing in again. If the browser does not ask for a certificate, close all its windows first.',
    },
  },
  noCertificateChosen: {
    title: {
      fi: 'Selain ei antanut varmennetta',
      sv: 'Webbläsaren gav inget certifikat',
      en: 'The browser gave no certificate',
    },
    advice: {
      fi: 'Joko valinta keskeytettiin tai selain ei löytänyt korttia. Tarkista, että kortti on lukijassa ja että OpenSC on lisätty selaimeen. Sulje kaikki selaimen ikkunat ja yritä uudelleen: selain muistaa edellisen valinnan, kunnes se suljetaan.',
      sv: 'Antingen avbröts valet eller så hittade webbläsaren inget kort. Kontrollera att kortet sitter i läsaren och att OpenSC har lagts till i webbläsaren. Stäng alla fönster i webbläsaren och försök igen: den minns det förra valet tills den stängs.',
      en: 'Either the choice was cancelled, or the browser found no card. Check that the card is in the reader and that OpenSC has been added to the browser. Close all browser windows and try again: the browser remembers the last choice until it is closed.',
    },
  },
  suomiFiNotInUse: {
    title: {
      fi: 'Suomi.fi-tunnistus ei ole käytössä',
      sv: 'Suomi.fi-identifikation är inte i bruk',
      en: 'Suomi.fi e-Identification is not in use',
    },
    advice: {
      fi: 'Kirjaudu kortilla.',
      sv: 'Logga in med kort.',
      en: 'Sign in with a card.',
    },
  },
  suomiFiUnavailable: {
    title: {
      fi: 'Suomi.fi-tunnistus ei vastaa juuri nyt',
      sv: 'Suomi.fi-identifikationen svarar inte just nu',
      en: 'Suomi.fi e-Identification is not responding right now',
    },
    advice: {
      fi: 'Yritä hetken kuluttua uudelleen. Kortilla voit kirjautua myös nyt.',
      sv: 'Försök på nytt om en stund. Med kort kan du logga in också nu.',
      en: 'Try again in a moment. You can sign in with a card even now.',
    },
  },
  attemptNotFound: {
    title: {
      fi: 'Tunnistautumista ei aloitettu tässä selaimessa, tai se on jo käytetty',
      sv: 'Identifieringen påbörjades inte i den här webbläsaren, eller så har den redan använts',
      en: 'The identification was not started in this browser, or it has already been used',
    },
    advice: {
      fi: 'Aloita kirjautuminen alusta tässä selaimessa.',
      sv: 'Börja inloggningen från början i den här webbläsaren.',
      en: 'Start signing in again in this browser.',
    },
  },
  attemptExpired: {
    title: {
      fi: 'Tunnistautuminen kesti liian kauan',
      sv: 'Identifieringen tog för lång tid',
      en: 'The identification took too long',
    },
    advice: {
      fi: 'Aloita alusta ja tunnistaudu viidentoista minuutin kuluessa.',
      sv: 'Börja från början och identifiera dig inom femton minuter.',
      en: 'Start again and identify yourself within fifteen minutes.',
    },
  },
  suomiFiCancelled: {
    title: {
      fi: 'Tunnistautuminen keskeytyi',
      sv: 'Identifieringen avbröts',
      en: 'The identification was stopped',
    },
    advice: {
      fi: 'Voit aloittaa alusta tai kirjautua kortilla.',
      sv: 'Du kan börja från början eller logga in med kort.',
      en: 'You can start again, or sign in with a card.',
    },
  },
  suomiFiResponseWrong: {
    title: {
      fi: 'Tunnistautumista ei voitu vahvistaa',
      sv: 'Identifieringen kunde inte bekräftas',
      en: 'The identification could not be confirmed',
    },
    advice: {
      fi: 'Aloita kirjautuminen alusta. Jos tämä toistuu, kirjaudu kortilla ja kerro asiasta asiakaspalveluun.',
      sv: 'Börja inloggningen från början. Om det upprepas, logga in med kort och berätta det för kundtjänsten.',
      en: 'Start signing in again. If it happens again, sign in with a card and tell customer service.',
    },
  },
  levelTooLow: {
    title: {
      fi: 'Tunnistustapa ei ole riittävän vahva',
      sv: 'Identifieringssättet är inte tillräckligt starkt',
      en: 'The means of identification is not strong enough',
    },
    advice: {
      fi: 'Valitse Suomi.fi-tunnistuksessa pankkitunnus, mobiilivarmenne tai henkilökortti.',
      sv: 'Välj bankkoder, mobilcertifikat eller identitetskort i Suomi.fi-identifikationen.',
      en: 'Choose online banking, a mobile certificate or an identity card in Suomi.fi e-Identification.',
    },
  },
  identityCodeMissing: {
    title: {
      fi: 'Tunnistuksesta ei saatu henkilötunnusta',
      sv: 'Identifieringen gav ingen personbeteckning',
      en: 'The identification gave no personal identity code',
    },
    advice: {
      fi: 'Valitse tunnistustapa, jossa on suomalainen henkilötunnus, tai kirjaudu kortilla.',
      sv: 'Välj ett identifieringssätt med finländsk personbeteckning, eller logga in med kort.',
      en: 'Choose a means of identification with a Finnish personal identity code, or sign in with a card.',
    },
  },
  unknownToPopulationRegister: {
    title: {
      fi: 'Henkilöä ei löytynyt väestötietojärjestelmästä',
      sv: 'Personen hittades inte i befolkningsdatasystemet',
      en: 'The person was not found in the population register',
    },
    advice: {
      fi: 'Organisaation puolesta voi toimia henkilö, joka on väestötietojärjestelmässä. Ota yhteyttä asiakaspalveluun.',
      sv: 'För en organisation kan den handla som finns i befolkningsdatasystemet. Kontakta kundtjänsten.',
      en: 'Only a person in the population register can act for an organisation. Contact customer service.',
    },
  },
  personNotFound: {
    title: {
      fi: 'Sinulle ei ole tilattu korttia tästä palvelusta',
      sv: 'Inget kort har beställts för dig i den här tjänsten',
      en: 'No card has been ordered for you from this service',
    },
    advice: {
      fi: 'Palvelussa hoidat omia korttejasi ja tilauksiasi. Kortin saat rekisteröintipisteestä: ota passi tai henkilökortti mukaan.',
      sv: 'I tjänsten sköter du dina egna kort och beställningar. Kortet får du på ett registreringsställe: ta med pass eller identitetskort.',
      en: 'In the service you look after your own cards and orders. You get a card at a registration point: bring your passport or identity card.',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice?: Text }
}
