import type { Texts } from './text.ts'

/** Help for holders. */
export const help = {
  heading: { fi: 'Ohjeet', sv: 'Anvisningar', en: 'Help' },
  activationHeading: {
    fi: 'Kortin aktivointi',
    sv: 'Aktivering av kortet',
    en: 'Activating the card',
  },
  activation1: {
    fi: 'Käynnistä kortinlukijaohjelmisto ja aseta kortti lukijaan siru edellä.',
    sv: 'Starta kortläsarprogrammet och sätt in kortet i läsaren med chipet först.',
    en: 'Start the reader software and put the card into the reader, chip first.',
  },
  activation2: {
    fi: 'Valitse ohjelmassa Aktivoi kortti. Anna aktivointikirjeen numero ja aktivointitunnusluku.',
    sv: 'Välj Aktivera kortet i programmet. Ange aktiveringsbrevets nummer och aktiveringskoden.',
    en: 'Choose Activate the card in the software. Give the number of the letter and the activation code.',
  },
  activation3: {
    fi: 'Valitse perustunnusluku ja allekirjoitustunnusluku. Kumpikin on 4–8 numeroa.',
    sv: 'Välj baskoden och signaturkoden. Vardera har 4–8 siffror.',
    en: 'Choose the basic PIN and the signature PIN. Each has 4 to 8 digits.',
  },
  activation4: {
    fi: 'Säilytä kirje erillään kortista. Aktivointitunnusluku avaa myös lukkiutuneen tunnusluvun.',
    sv: 'Förvara brevet skilt från kortet. Aktiveringskoden öppnar också en låst kod.',
    en: 'Keep the letter apart from the card. The activation code also unlocks a locked PIN.',
  },
  pinsHeading: { fi: 'Kaksi tunnuslukua', sv: 'Två koder', en: 'Two PINs' },
  pinsBasic: {
    fi: 'Perustunnusluvulla kirjaudut järjestelmiin.',
    sv: 'Med baskoden loggar du in i system.',
    en: 'With the basic PIN you log in to systems.',
  },
  pinsSignature: {
    fi: 'Allekirjoitustunnusluvulla allekirjoitat asiakirjoja, esimerkiksi lääkemääräyksiä.',
    sv: 'Med signaturkoden undertecknar du handlingar, till exempel recept.',
    en: 'With the signature PIN you sign documents, such as prescriptions.',
  },
  pinsAsked: {
    fi: 'Tunnusluvut kysyy aina kortinlukijaohjelmisto. Mikään verkkosivu ei kysy niitä.',
    sv: 'Koderna frågas alltid av kortläsarprogrammet. Ingen webbsida frågar efter dem.',
    en: 'It is always the reader software that asks for the PINs. No web page does.',
  },
  lockedHeading: {
    fi: 'Tunnusluku on lukkiutunut tai kirje on kadonnut',
    sv: 'Koden är låst eller brevet är borta',
    en: 'The PIN is locked or the letter is lost',
  },
  locked: {
    fi: 'Tunnusluku lukkiutuu viiden väärän yrityksen jälkeen. Kortinlukijaohjelmisto avaa sen aktivointitunnusluvulla.',
    sv: 'Koden låses efter fem felaktiga försök. Kortläsarprogrammet öppnar den med aktiveringskoden.',
    en: 'The PIN locks after five wrong tries. The reader software unlocks it with the activation code.',
  },
  lockedWithoutCode: {
    fi: 'Jos aktivointitunnusluku puuttuu, kirjaudu Suomi.fi-tunnistuksella: omien korttien sivulla avaat kortin heti tai tilaat uuden aktivointitunnusluvun. Myös rekisteröintipiste auttaa.',
    sv: 'Om du inte har aktiveringskoden, logga in med Suomi.fi-identifikation: på sidan Egna kort låser du upp kortet genast eller beställer en ny aktiveringskod. Också ett registreringsställe hjälper.',
    en: 'If you do not have the code, sign in by Suomi.fi identification: on the page Own cards you unlock the card at once, or order a new activation code. A registration point helps too.',
  },
  readerHeading: {
    fi: 'Kortinlukijaohjelmisto ei vastaa',
    sv: 'Kortläsarprogrammet svarar inte',
    en: 'The reader software does not answer',
  },
  reader1: {
    fi: 'Tarkista, että ohjelma on käynnissä samalla tietokoneella kuin selain.',
    sv: 'Kontrollera att programmet är igång på samma dator som webbläsaren.',
    en: 'Check that the software is running on the same computer as the browser.',
  },
  reader2: {
    fi: 'Jos selain kysyy lupaa paikallisiin laitteisiin tai ohjelmiin, salli se tälle palvelulle.',
    sv: 'Om webbläsaren ber om lov att använda lokala enheter eller program, tillåt det för den här tjänsten.',
    en: 'If the browser asks for permission to reach local devices or programs, allow it for this service.',
  },
  reader3: {
    fi: 'Tarkista, että kortti on lukijassa siru edellä ja lukijan valo palaa.',
    sv: 'Kontrollera att kortet är i läsaren med chipet först och att läsarens lampa lyser.',
    en: 'Check that the card is in the reader, chip first, and that the light of the reader is on.',
  },
  accessibilityHeading: { fi: 'Saavutettavuus', sv: 'Tillgänglighet', en: 'Accessibility' },
  accessibility: {
    fi: 'Palvelua voi käyttää pelkällä näppäimistöllä ja ruudunlukijalla, ja sivut mahtuvat puhelimen näytölle. Jokainen sivu tarkistetaan automaattisesti WCAG 2.2 -ohjeiston mukaan suomeksi, ruotsiksi ja englanniksi.',
    sv: 'Tjänsten kan användas enbart med tangentbord och med skärmläsare, och sidorna ryms på en telefon. Varje sida kontrolleras automatiskt enligt WCAG 2.2 på finska, svenska och engelska.',
    en: 'The service can be used by keyboard alone and with a screen reader, and the pages fit a phone. Every page is checked automatically against WCAG 2.2 in Finnish, Swedish and English.',
  },
  accessibilityGap: {
    fi: 'Kameran käyttö kuvan ottamiseen vaatii näkevän rekisteröijän. Kuvan voi sen sijaan tuoda tiedostosta.',
    sv: 'Att ta ett foto med kameran kräver att registreraren ser. Fotot kan i stället hämtas från en fil.',
    en: 'Taking a photo by camera needs a registrar who sees. A photo can be brought from a file instead.',
  },
} satisfies Texts
