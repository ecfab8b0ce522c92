import type { Text } from '#platform/texts.ts'

export const texts = {
  notAtAPoint: {
    title: {
      fi: 'Toiminto kuuluu rekisteröintipisteen rekisteröijälle',
      sv: 'Åtgärden hör till en registrerare vid ett registreringsställe',
      en: 'This is for a registrar at a registration point',
    },
    advice: {
      fi: 'Kirjaudu sisään rekisteröijän kortilla.',
      sv: 'Logga in med registrerarens kort.',
      en: 'Sign in with a registrar’s card.',
    },
  },
  pointNotFound: {
    title: {
      fi: 'Rekisteröintipistettä ei löytynyt',
      sv: 'Registreringsstället hittades inte',
      en: 'The registration point was not found',
    },
    advice: {
      fi: 'Etsi piste rekisteröintipisteiden luettelosta.',
      sv: 'Sök stället i listan över registreringsställen.',
      en: 'Find the point in the list of registration points.',
    },
  },
  hoursBackwards: {
    title: {
      fi: 'Aukioloaika päättyy ennen kuin alkaa',
      sv: 'Öppettiden slutar innan den börjar',
      en: 'Opening hours end before they begin',
    },
    advice: {
      fi: 'Anna ensin alkamisaika, sitten päättymisaika, esimerkiksi 8:00–16:00.',
      sv: 'Ange först när det öppnar, sedan när det stänger, till exempel 8:00–16:00.',
      en: 'Enter the opening time first, then the closing time, for example 8:00–16:00.',
    },
  },
  hoursOverlap: {
    title: {
      fi: 'Saman päivän aukioloajat menevät päällekkäin',
      sv: 'Öppettiderna samma dag överlappar varandra',
      en: 'Opening hours of one day overlap',
    },
    advice: {
      fi: 'Anna ajat aikajärjestyksessä, esimerkiksi 8:00–11:00, 12:00–16:00.',
      sv: 'Ange tiderna i ordning, till exempel 8:00–11:00, 12:00–16:00.',
      en: 'Enter the times in order, for example 8:00–11:00, 12:00–16:00.',
    },
  },
  dayEnteredTwice: {
    title: {
      fi: 'Sama päivä on annettu kahdesti',
      sv: 'Samma dag har angetts två gånger',
      en: 'The same day has been given twice',
    },
  },
  serviceExists: {
    title: {
      fi: 'Tunnus on jo käytössä',
      sv: 'Koden används redan',
      en: 'The code is already in use',
    },
    advice: {
      fi: 'Valitse toinen tunnus. Palvelun nimeä ei voi muuttaa: uusi nimi on uusi palvelu.',
      sv: 'Välj en annan kod. En tjänsts namn kan inte ändras: ett nytt namn är en ny tjänst.',
      en: 'Choose another code. The name of a service cannot be changed: a new name is a new service.',
    },
  },
  serviceNotFound: {
    title: {
      fi: 'Palvelua ei ole luettelossa',
      sv: 'Tjänsten finns inte i förteckningen',
      en: 'The service is not in the list',
    },
    advice: {
      fi: 'Lataa sivu uudelleen ja valitse palvelu luettelosta.',
      sv: 'Ladda sidan på nytt och välj en tjänst i förteckningen.',
      en: 'Load the page again and choose a service from the list.',
    },
  },
  serviceNotOffered: {
    title: {
      fi: 'Palvelua ei tarjota sinä päivänä',
      sv: 'Tjänsten erbjuds inte den dagen',
      en: 'The service is not offered on that day',
    },
    advice: {
      fi: 'Valitse toinen palvelu tai ensimmäinen päivä, jona se on palvelujen luettelossa.',
      sv: 'Välj en annan tjänst, eller en första dag då den finns i förteckningen över tjänster.',
      en: 'Choose another service, or a first day on which it is in the list of services.',
    },
  },
  nameTaken: {
    title: {
      fi: 'Toisella rekisteröintipisteellä on jo tämä nimi',
      sv: 'Ett annat registreringsställe har redan det namnet',
      en: 'Another registration point already has this name',
    },
  },
  pointChangedMeanwhile: {
    title: {
      fi: 'Joku toinen muutti tietoja tällä välin',
      sv: 'Någon annan har ändrat uppgifterna under tiden',
      en: 'Somebody else has changed the details meanwhile',
    },
    advice: {
      fi: 'Lataa sivu uudelleen ja tee muutoksesi uusiin tietoihin.',
      sv: 'Ladda om sidan och gör dina ändringar i de nya uppgifterna.',
      en: 'Reload the page and make your changes to the new details.',
    },
  },
  aboveVerifiedCost: {
    title: {
      fi: 'Hinta on suurempi kuin todennettu kustannus',
      sv: 'Priset är högre än den verifierade kostnaden',
      en: 'The price is above the verified cost',
    },
    advice: {
      fi: 'Piste saa periä enintään omat kustannuksensa. Tarkista hinta ja laskelma.',
      sv: 'Stället får ta ut högst sina egna kostnader. Kontrollera priset och kalkylen.',
      en: 'A point may charge at most its own costs. Check the price and the cost sheet.',
    },
  },
  beforeFeesWereLawful: {
    title: {
      fi: 'Maksuja on saanut periä 1.4.2012 alkaen',
      sv: 'Avgifter har fått tas ut från och med 1.4.2012',
      en: 'Fees have been lawful since 1 April 2012',
    },
  },
  priceEndsBeforeItBegins: {
    title: {
      fi: 'Hinta päättyy ennen kuin alkaa',
      sv: 'Priset slutar gälla innan det börjar',
      en: 'The price ends before it begins',
    },
  },
  pricesOverlap: {
    title: {
      fi: 'Palvelulla on jo hinta näinä päivinä',
      sv: 'Tjänsten har redan ett pris de dagarna',
      en: 'The service already has a price on these days',
    },
    advice: {
      fi: 'Valitse päivät niin, ettei kahta hintaa ole samana päivänä.',
      sv: 'Välj dagarna så att det inte finns två priser samma dag.',
      en: 'Choose the days so that there are never two prices on one day.',
    },
  },
  alreadyRegistrarThere: {
    title: {
      fi: 'Henkilö on jo tämän pisteen rekisteröijä',
      sv: 'Personen är redan registrerare vid stället',
      en: 'The person is already a registrar of this point',
    },
  },
  lastDayIsPast: {
    title: {
      fi: 'Viimeinen päivä on jo mennyt',
      sv: 'Den sista dagen har redan gått',
      en: 'The last day has already passed',
    },
  },
  trainingNotCompleted: {
    title: {
      fi: 'Koulutusta ei ole vielä suoritettu',
      sv: 'Utbildningen är inte genomförd ännu',
      en: 'The training is not completed yet',
    },
    advice: {
      fi: 'Nimeä rekisteröijäksi, kun koulutus on suoritettu.',
      sv: 'Utse registreraren när utbildningen är genomförd.',
      en: 'Appoint the registrar once the training is completed.',
    },
  },
  appointingOneself: {
    title: {
      fi: 'Et voi nimetä itseäsi rekisteröijäksi',
      sv: 'Du kan inte utse dig själv till registrerare',
      en: 'You cannot appoint yourself as a registrar',
    },
    advice: {
      fi: 'Pyydä toista käsittelijää nimeämään sinut.',
      sv: 'Be en annan handläggare utse dig.',
      en: 'Ask another case officer to appoint you.',
    },
  },
  identityCodeWrong: {
    title: {
      fi: 'Henkilötunnus ei ole oikein',
      sv: 'Personbeteckningen är inte rätt',
      en: 'The personal identity code is not right',
    },
  },
  personNotFound: {
    title: {
      fi: 'Henkilöä ei löytynyt palvelusta',
      sv: 'Personen hittades inte i tjänsten',
      en: 'The person was not found in the service',
    },
    advice: {
      fi: 'Rekisteröijä tarvitsee ensin oman kortin.',
      sv: 'En registrerare behöver först ett eget kort.',
      en: 'A registrar needs a card of their own first.',
    },
  },
  registrarRoleNotFound: {
    title: {
      fi: 'Nimeämistä ei löytynyt',
      sv: 'Förordnandet hittades inte',
      en: 'The appointment was not found',
    },
  },
  registrarRoleAlreadyEnded: {
    title: {
      fi: 'Nimeäminen on jo päättynyt',
      sv: 'Förordnandet har redan upphört',
      en: 'The appointment has already ended',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice?: Text } }
