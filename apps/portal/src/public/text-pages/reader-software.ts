import type { TextPage } from './text-page.ts'

export const readerSoftware: TextPage = {
  path: 'reader-software',
  title: { fi: 'Kortinlukijaohjelmisto', sv: 'Kortläsarprogrammet', en: 'Reader software' },
  description: {
    fi: 'Ohjelma, jolla kortti aktivoidaan ja jolla sillä kirjaudutaan ja allekirjoitetaan. Versiot ja mikä niissä on uutta.',
    sv: 'Programmet som aktiverar kortet och med vilket du loggar in och undertecknar. Versioner och vad som är nytt.',
    en: 'The program that activates the card and with which you log in and sign. Versions and what is new in them.',
  },
  content: [
    {
      blocks: [
        {
          fi: 'Ohjelma on tietokoneella, johon kortinlukija on kytketty. Se näyttää kortin tiedot, aktivoi kortin, vaihtaa tunnusluvut (PIN-koodit), kirjaa sisään ja allekirjoittaa. Anna tunnusluvut vain ohjelmalle, älä koskaan verkkosivulle.',
          sv: 'Programmet finns på datorn som kortläsaren är ansluten till. Det visar kortets uppgifter, aktiverar kortet, byter koder (PIN-koder), loggar in och undertecknar. Ange koderna bara där, aldrig på en webbsida.',
          en: 'The program runs on the computer to which the card reader is connected. It shows the card’s details, activates the card, changes PINs, logs in and signs. Enter your PINs only there, never on a web page.',
        },
        {
          list: [
            {
              fi: 'Käyttöoikeus tulee kortin mukana. Kortin katselu ja aktivointi toimivat aina; kirjautuminen ja allekirjoitus vaativat voimassa olevan varmenteen.',
              sv: 'Rätten att använda det följer med kortet. Att se på kortet och aktivera det går alltid; inloggning och underskrift kräver ett giltigt certifikat.',
              en: 'The right to use it comes with the card. Viewing and activation always work; log-in and signing need a valid certificate.',
            },
            {
              fi: 'Työpaikan tietohallinto asentaa ohjelman (Linux, Debian-paketti; Windows, MSI): [lataa ohjelma](#download).',
              sv: 'Arbetsplatsens it-avdelning installerar programmet (Linux, Debian-paket; Windows, MSI): [ladda ner programmet](#download).',
              en: 'The IT department of the workplace installs it (Linux, Debian package; Windows, MSI): [download the software](#download).',
            },
            {
              fi: 'Toimiiko kortti? Kokeile sivulla [Testaa korttisi](test-my-card).',
              sv: 'Fungerar kortet? Pröva på sidan [Testa ditt kort](test-my-card).',
              en: 'Does the card work? Try it on the page [Test your card](test-my-card).',
            },
          ],
        },
      ],
    },
    {
      heading: {
        fi: 'Lataa kortinlukijaohjelmisto',
        sv: 'Ladda ner kortläsarprogrammet',
        en: 'Download the reader software',
      },
      id: 'download',
      blocks: [{ live: 'reader-downloads' }],
    },
    {
      heading: {
        fi: 'Vanhin toimiva versio',
        sv: 'Äldsta version som fungerar',
        en: 'Oldest version that works',
      },
      blocks: [{ live: 'reader-software' }],
    },
    {
      heading: { fi: 'Versio 0.2.0', sv: 'Version 0.2.0', en: 'Version 0.2.0' },
      id: 'version-0.2.0',
      blocks: [
        {
          list: [
            {
              fi: 'Aktivointi, tunnuslukujen vaihto ja lukituksen avaaminen, myös ilman aktivointitunnuslukua vahvan tunnistautumisen jälkeen.',
              sv: 'Aktivering, byte av koder och upplåsning, också utan aktiveringskod efter stark identifiering.',
              en: 'Activation, change of PINs and unlocking, also without the activation code after a strong sign-in.',
            },
            {
              fi: 'Kirjautuminen ja allekirjoitus verkkopalveluissa (SCS 1.0–1.2).',
              sv: 'Inloggning och underskrift i webbtjänster (SCS 1.0–1.2).',
              en: 'Log-in and signatures for web services (SCS 1.0–1.2).',
            },
            {
              fi: 'Vianmääritys kertoo, miksi kortti ei toimi.',
              sv: 'Diagnosen säger varför kortet inte fungerar.',
              en: 'The diagnosis tells why a card does not work.',
            },
          ],
        },
      ],
    },
  ],
}
