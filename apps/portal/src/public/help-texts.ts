import type { Texts } from '../texts/text.ts'

/** Help for holders. */
export const helpTexts = {
  heading: { fi: 'Ohjeet', sv: 'Anvisningar', en: 'Help' },
  description: {
    fi: 'Kortin tilaus, aktivointi ja uusiminen, tunnusluvut ja mitä tehdä, kun kortti on lukossa tai kortinlukija ei vastaa.',
    sv: 'Att beställa, aktivera och förnya kortet, koderna, och vad du gör när kortet är låst eller kortläsaren inte svarar.',
    en: 'Ordering, activating and renewing a card, PINs, and what to do when the card is locked or the reader does not respond.',
  },
  topicsHeading: { fi: 'Aiheet', sv: 'Ämnen', en: 'Topics' },
  waysHeading: {
    fi: 'Millä tavalla voin kirjautua?',
    sv: 'Hur kan jag logga in?',
    en: 'How can I sign in?',
  },
  waysCard: {
    fi: 'Ammatti-, henkilöstö- tai toimijakortilla teet kaiken, mihin sinulla on oikeus, ja allekirjoitat.',
    sv: 'Med yrkes-, personal- eller aktörskort gör du allt som du har rätt till, och undertecknar.',
    en: 'With a professional, staff or actor card you can do everything you have the right to do, and sign.',
  },
  waysStrong: {
    fi: 'Suomi.fi-tunnistuksella, poliisin henkilökortilla ja organisaatiokortilla hoidat omia asioitasi ja organisaatiosi asioita. Kun toimit ensimmäisen kerran organisaation puolesta, tarvitset vahvan tunnistautumisen.',
    sv: 'Med Suomi.fi-identifikation, polisens identitetskort och organisationskort sköter du dina egna och din organisations ärenden. När du första gången handlar för en organisation behövs stark identifiering.',
    en: 'With Suomi.fi e-Identification, an identity card from the police or an organisation card you look after your own matters and those of your organisation. The first time you act for an organisation you need strong identification.',
  },
  waysPassword: {
    fi: 'Käyttäjätunnuksella ja salasanalla luet ja valmistelet organisaatiosi asioita.',
    sv: 'Med användarnamn och lösenord läser och förbereder du din organisations ärenden.',
    en: 'With a user name and password you can read and prepare your organisation’s matters.',
  },
  waysOther: {
    fi: 'Jos henkilökortti tai organisaatiokortti ei kelpaa, sivu kertoo syyn: kortti on vanhentunut tai suljettu, sen myöntäjä ei vastaa, tai haltijaa ei löydy väestötietojärjestelmästä. Kortin asioissa auttaa sen myöntäjä.',
    sv: 'Om identitetskortet eller organisationskortet inte godkänns berättar sidan varför: kortet har gått ut eller spärrats, den som utfärdat det svarar inte, eller innehavaren finns inte i befolkningsdatasystemet. I frågor om kortet hjälper den som har utfärdat det.',
    en: 'If an identity card or organisation card is not accepted, the page says why: it has expired or was revoked, its issuer does not respond, or its holder is not in the population register. For help with the card, contact its issuer.',
  },
  pinsHeading: {
    fi: 'Kaksi tunnuslukua (PIN-koodit)',
    sv: 'Två koder (PIN-koder)',
    en: 'Two PINs',
  },
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
  pinsRequested: {
    fi: 'Tunnusluvut kysyy aina kortinlukijaohjelmisto. Mikään verkkosivu ei kysy niitä.',
    sv: 'Koderna frågas alltid av kortläsarprogrammet. Ingen webbsida frågar efter dem.',
    en: 'It is always the reader software that asks for the PINs. No web page does.',
  },
  lockedHeading: {
    fi: 'Tunnusluku on lukkiutunut tai kirje on kadonnut',
    sv: 'Koden är låst eller brevet är försvunnet',
    en: 'The PIN is locked or the letter is lost',
  },
  locked: {
    fi: 'Tunnusluku lukkiutuu, kun se annetaan liian monta kertaa väärin. Kortinlukijaohjelmisto avaa sen aktivointitunnusluvulla.',
    sv: 'Koden låses när den anges fel för många gånger. Kortläsarprogrammet öppnar den med aktiveringskoden.',
    en: 'The PIN locks after too many wrong attempts. The reader software unlocks it with the activation code.',
  },
  lockedWithoutCode: {
    fi: 'Jos aktivointitunnusluku puuttuu, kirjaudu Suomi.fi-tunnistuksella: omien korttien sivulla avaat kortin heti tai tilaat uuden aktivointitunnusluvun. Myös rekisteröintipiste auttaa.',
    sv: 'Om du inte har aktiveringskoden, logga in med Suomi.fi-identifikation: på sidan Egna kort låser du upp kortet genast eller beställer en ny aktiveringskod. Också ett registreringsställe hjälper.',
    en: 'If you do not have the activation code, sign in with Suomi.fi e-Identification: on the page Own cards you can unlock the card at once or order a new activation code. A registration point can also help.',
  },
  readerHeading: {
    fi: 'Kortinlukijaohjelmisto ei vastaa',
    sv: 'Kortläsarprogrammet svarar inte',
    en: 'The card reader software does not respond',
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
} satisfies Texts
