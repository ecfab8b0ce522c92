import type { Texts } from '../texts/text.ts'

/** The relay between the service and the card in the reader: what is happening, and the remedy. */
export const relayTexts = {
  looking: {
    fi: 'Etsitään kortinlukijaohjelmistoa…',
    sv: 'Söker kortläsarprogrammet…',
    en: 'Looking for the reader software…',
  },
  atReader: {
    fi: 'Jatka kortinlukijaohjelmiston sivulla',
    sv: 'Fortsätt på kortläsarprogrammets sida',
    en: 'Continue in the card reader software',
  },
  atReaderHelp: {
    fi: 'Sivu avautuu omaan ikkunaansa. Se kertoo, mitä kortille tehdään, ja kysyy luvan. Tunnusluvut kirjoitetaan vain siellä. Pidä kortti lukijassa ja tämä sivu auki.',
    sv: 'Sidan öppnas i ett eget fönster. Den berättar vad som görs med kortet och ber om lov. Koderna skrivs bara där. Låt kortet vara i läsaren och den här sidan öppen.',
    en: 'It opens in a new window, says what is done to the card, and asks for your consent. Enter PINs only there. Keep the card in the reader and this page open.',
  },
  stop: { fi: 'Keskeytä', sv: 'Avbryt', en: 'Stop' },
  cancelled: {
    fi: 'Keskeytit tai aika loppui',
    sv: 'Du avbröt eller tiden tog slut',
    en: 'You stopped, or the time ran out',
  },
  cancelledHelp: {
    fi: 'Voit yrittää uudelleen.',
    sv: 'Du kan försöka på nytt.',
    en: 'You can try again.',
  },
  siteRefused: {
    fi: 'Kortinlukijaohjelmisto ei anna tämän palvelun käsitellä korttia',
    sv: 'Kortläsarprogrammet låter inte den här tjänsten hantera kortet',
    en: 'The card reader software does not let this service use the card',
  },
  siteRefusedHelp: {
    fi: 'Ohjelma päästää kortille vain sen palvelun, jolle se on asennettu. Tarkista sivun osoite ja kysy tarvittaessa työpaikkasi IT-tuesta.',
    sv: 'Programmet släpper till kortet bara den tjänst som det har installerats för. Kontrollera sidans adress och fråga vid behov arbetsplatsens it-stöd.',
    en: 'It gives access to the card only to the service for which it was installed. Check the address of this page, and if necessary ask the IT support of your workplace.',
  },
  notSupported: {
    fi: 'Kortinlukijaohjelmisto on liian vanha',
    sv: 'Kortläsarprogrammet är för gammalt',
    en: 'The reader software is too old',
  },
  notSupportedHelp: {
    fi: 'Päivitä kortinlukijaohjelmisto ja yritä uudelleen.',
    sv: 'Uppdatera kortläsarprogrammet och försök på nytt.',
    en: 'Update the reader software and try again.',
  },
  wrongCard: {
    fi: 'Lukijassa ei ole oikeaa korttia',
    sv: 'Rätt kort finns inte i läsaren',
    en: 'The right card is not in the reader',
  },
  wrongCardHelp: {
    fi: 'Kortille ei tehty mitään.',
    sv: 'Inget gjordes med kortet.',
    en: 'Nothing was done to the card.',
  },
  commandRefused: {
    fi: 'Kortinlukijaohjelmisto keskeytti kortin käsittelyn',
    sv: 'Kortläsarprogrammet avbröt hanteringen av kortet',
    en: 'The card reader software stopped handling the card',
  },
  commandRefusedHelp: {
    fi: 'Palvelu lähetti kortille komennon, joka ei kuulu tähän. Komento ei mennyt kortille, eikä kortilla allekirjoitettu mitään. Älä yritä uudelleen. Kerro tästä työpaikkasi IT-tukeen tai rekisteröintipisteeseen.',
    sv: 'Tjänsten sände ett kommando som inte hör till det här. Kommandot nådde inte kortet, och inget undertecknades med det. Försök inte igen. Berätta om detta för it-stödet på din arbetsplats eller för registreringsstället.',
    en: 'The service sent a command that does not belong to this. It did not reach the card, and nothing was signed with the card. Do not try again. Tell the IT support of your workplace, or a registration point.',
  },
  readerFailed: {
    fi: 'Kortin käsittely jäi kesken',
    sv: 'Hanteringen av kortet avbröts',
    en: 'The handling of the card was interrupted',
  },
  readerFailedHelp: {
    fi: 'Tarkista, että kortti on lukijassa ja verkkoyhteys toimii. Yritä sitten uudelleen.',
    sv: 'Kontrollera att kortet är i läsaren och att nätverket fungerar. Försök sedan på nytt.',
    en: 'Check that the card is in the reader and the network works. Then try again.',
  },
} satisfies Texts
