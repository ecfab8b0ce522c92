import type { Text } from '#platform/texts.ts'

/** Titles of problems, and what the person can do. */
export const texts = {
  challengeUnknown: {
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
      sv: 'Försök igen med kortet. Om det inte hjälper, fråga vid registreringsstället.',
      en: 'Try the card again. If that does not help, ask the registration point.',
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
      fi: 'Päivitä kortinlukijaohjelma.',
      sv: 'Uppdatera kortläsarprogrammet.',
      en: 'Update the card reader software.',
    },
  },
  wrongSignature: {
    title: {
      fi: 'Kortin vastaus ei ole oikea',
      sv: 'Kortets svar är inte rätt',
      en: 'The answer of the card is not right',
    },
    advice: {
      fi: 'Tarkista, että selaimen osoite on palvelun osoite, ja aloita kirjautuminen alusta.',
      sv: 'Kontrollera att webbläsarens adress är tjänstens adress och börja inloggningen från början.',
      en: 'Check that the address in the browser is the address of the service, and start signing in again.',
    },
  },
  issuerNotTrusted: {
    title: {
      fi: 'Kortti ei ole tämän palvelun kortti',
      sv: 'Kortet är inte ett kort från den här tjänsten',
      en: 'The card is not a card of this service',
    },
    advice: {
      fi: 'Kirjaudu sote-kortilla.',
      sv: 'Logga in med social- och hälsovårdskortet.',
      en: 'Sign in with a card of social and health care.',
    },
  },
  certificateNotYetValid: {
    title: {
      fi: 'Kortti ei ole vielä voimassa',
      sv: 'Kortet är inte giltigt ännu',
      en: 'The card is not valid yet',
    },
    advice: {
      fi: 'Katso kortista, mistä alkaen se on voimassa.',
      sv: 'Se på kortet när giltigheten börjar.',
      en: 'See on the card from when it is valid.',
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
  certificateUnknown: {
    title: {
      fi: 'Kortin varmennetta ei tunneta',
      sv: 'Kortets certifikat är okänt',
      en: 'The certificate of the card is not known',
    },
    advice: {
      fi: 'Kysy rekisteröintipisteestä, josta sait kortin.',
      sv: 'Fråga vid registreringsstället där du fick kortet.',
      en: 'Ask the registration point that gave you the card.',
    },
  },
  certificateRevoked: {
    title: {
      fi: 'Kortti on suljettu',
      sv: 'Kortet är spärrat',
      en: 'The card has been closed',
    },
    advice: {
      fi: 'Suljettua korttia ei voi ottaa takaisin käyttöön. Tilaa uusi kortti rekisteröintipisteessä.',
      sv: 'Ett spärrat kort kan inte tas i bruk igen. Beställ ett nytt kort vid ett registreringsställe.',
      en: 'A closed card cannot be taken back into use. Order a new card at a registration point.',
    },
  },
  personUnknown: {
    title: {
      fi: 'Henkilöä ei tunneta',
      sv: 'Personen är okänd',
      en: 'The person is not known',
    },
    advice: {
      fi: 'Tarkista tunniste. Henkilö näkee oman tunnisteensa, kun on kirjautunut kortilla.',
      sv: 'Kontrollera identifieraren. Personen ser sin egen efter att ha loggat in med kort.',
      en: 'Check the identifier. The person sees the own one when signed in with a card.',
    },
  },
  alreadyAuditor: {
    title: {
      fi: 'Henkilö on jo tarkastaja',
      sv: 'Personen är redan revisor',
      en: 'The person is an auditor already',
    },
    advice: {
      fi: 'Mitään ei tarvitse tehdä.',
      sv: 'Inget behöver göras.',
      en: 'Nothing needs to be done.',
    },
  },
  hasAnotherRole: {
    title: {
      fi: 'Rekisteröijä tai käsittelijä ei voi olla tarkastaja',
      sv: 'En registrerare eller handläggare kan inte vara revisor',
      en: 'A registrar or handler can’t be an auditor',
    },
    advice: {
      fi: 'Päätä henkilön toinen tehtävä ensin, tai nimeä joku muu.',
      sv: 'Avsluta personens andra uppgift först, eller utse någon annan.',
      en: 'End the person’s other task first, or appoint somebody else.',
    },
  },
  notAnAuditor: {
    title: {
      fi: 'Henkilö ei ole tarkastaja',
      sv: 'Personen är inte revisor',
      en: 'The person is not an auditor',
    },
    advice: {
      fi: 'Tarkista tunniste.',
      sv: 'Kontrollera identifieraren.',
      en: 'Check the identifier.',
    },
  },
  alreadyBootstrapped: {
    title: {
      fi: 'Palvelu on jo aloitettu',
      sv: 'Tjänsten har redan startats',
      en: 'The service has already been begun',
    },
    advice: {
      fi: 'Käsittelijä nimeää uudet rekisteröijät.',
      sv: 'Handläggaren utser nya registrerare.',
      en: 'The handler appoints further registrars.',
    },
  },
  begunWithOthers: {
    title: {
      fi: 'Aloitus on kesken toisten henkilöiden kanssa',
      sv: 'Starten pågår med andra personer',
      en: 'The beginning is under way with other persons',
    },
    advice: {
      fi: 'Jatka samojen kahden henkilön kanssa.',
      sv: 'Fortsätt med samma två personer.',
      en: 'Go on with the same two persons.',
    },
  },
  notTwoPersons: {
    title: {
      fi: 'Tarvitaan kaksi eri henkilöä',
      sv: 'Två olika personer behövs',
      en: 'Two different persons are needed',
    },
    advice: {
      fi: 'Rekisteröijä ja käsittelijä eivät voi olla sama henkilö.',
      sv: 'Registreraren och handläggaren kan inte vara samma person.',
      en: 'The registrar and the handler cannot be the same person.',
    },
  },
  identityCodeWrong: {
    title: {
      fi: 'Henkilötunnus on virheellinen',
      sv: 'Personbeteckningen är felaktig',
      en: 'The personal identity code is wrong',
    },
    advice: {
      fi: 'Tarkista henkilötunnus.',
      sv: 'Kontrollera personbeteckningen.',
      en: 'Check the personal identity code.',
    },
  },
  registersRefuse: {
    title: {
      fi: 'Henkilöä tai oikeutta ei löydy rekistereistä',
      sv: 'Personen eller rättigheten finns inte i registren',
      en: 'The person or the right is not found in the registers',
    },
    advice: {
      fi: 'Tarkista henkilötunnus ja rekisteriyhteydet.',
      sv: 'Kontrollera personbeteckningen och förbindelserna till registren.',
      en: 'Check the personal identity code and the connections to the registers.',
    },
  },
  cardRefused: {
    title: {
      fi: 'Korttia ei voi tehdä',
      sv: 'Kortet kan inte tillverkas',
      en: 'The card cannot be made',
    },
    advice: {
      fi: 'Tarkista henkilön ammattioikeus ja kortin valmistus.',
      sv: 'Kontrollera personens yrkesrätt och korttillverkningen.',
      en: 'Check the person’s right to practise and the production of cards.',
    },
  },
  appointmentRefused: {
    title: {
      fi: 'Rekisteröijää ei voi nimetä',
      sv: 'Registreraren kan inte utses',
      en: 'The registrar cannot be appointed',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice?: Text }
}
