import type { Text } from '@sotevarmenne/pages/languages'
import type { Finding, FindingKind } from '../diagnosis/diagnose.ts'
import { useTexts } from './right-texts.ts'
import { texts } from './texts.ts'

export const aboutTexts: Readonly<Record<Finding['about'], Text>> = {
  service: { fi: 'Varmennepalvelu', sv: 'Certifikattjänsten', en: 'Certificate service' },
  clock: { fi: 'Tietokoneen kello', sv: 'Datorns klocka', en: 'Clock of this computer' },
  version: { fi: 'Ohjelmiston versio', sv: 'Programmets version', en: 'Version of this software' },
  reader: { fi: 'Kortinlukija', sv: 'Kortläsare', en: 'Card reader' },
  card: texts.card,
  browser: { fi: 'Selaimet', sv: 'Webbläsare', en: 'Browsers' },
  authentication: texts.authentication,
  signature: texts.signature,
}

export const assessmentTexts: Readonly<Record<Finding['assessment'], Text>> = {
  good: { fi: 'Kunnossa', sv: 'I ordning', en: 'In order' },
  warn: { fi: 'Huomaa', sv: 'Obs', en: 'Note' },
  bad: { fi: 'Ei toimi', sv: 'Fungerar inte', en: 'Does not work' },
}

type Notified = { readonly says: Text; readonly advice?: Text }

const renew: Text = {
  fi: 'Uusi korttisi palvelussa tai rekisteröintipisteessä.',
  sv: 'Förnya kortet i tjänsten eller på ett registreringsställe.',
  en: 'Renew the card in the service or at a registration point.',
}
const newCard: Text = {
  fi: 'Tilaa uusi kortti palvelussa tai rekisteröintipisteestä. Odottaessasi voit saada varakortin rekisteröintipisteestä.',
  sv: 'Beställ ett nytt kort i tjänsten eller på ett registreringsställe. Under tiden kan du få ett tillfälligt kort på registreringsstället.',
  en: 'Order a new card in the service or at a registration point. Meanwhile you can get a spare card at the registration point.',
}
const requestSupport: Text = {
  fi: 'Ota yhteyttä työpaikkasi IT-tukeen.',
  sv: 'Kontakta it-stödet på din arbetsplats.',
  en: 'Contact the IT support of your workplace.',
}
const checkNetwork: Text = {
  fi: 'Tarkista verkkoyhteys ja yritä hetken kuluttua uudelleen.',
  sv: 'Kontrollera nätförbindelsen och försök igen om en stund.',
  en: 'Check the network connection and try again in a moment.',
}
const mayBeRefused: Text = {
  fi: 'Kortti toimii. Palvelu, johon kirjaudut, voi silti hylätä sen.',
  sv: 'Kortet fungerar. Tjänsten som du loggar in i kan ändå avvisa det.',
  en: 'The card works. The service that you log in to may still refuse it.',
}
const atPoint: Text = {
  fi: 'Ota yhteys rekisteröintipisteeseen.',
  sv: 'Kontakta ett registreringsställe.',
  en: 'Contact a registration point.',
}

/** What was found, and what to do about it. */
export const findingTexts: Readonly<Record<FindingKind, Notified>> = {
  'service-responds': {
    says: { fi: 'Palvelu vastaa.', sv: 'Tjänsten svarar.', en: 'The service is responding.' },
  },
  'service-silent': {
    says: {
      fi: 'Palvelu ei vastaa. Kortilla voi silti kirjautua ja allekirjoittaa, mutta korttia ei voi aktivoida.',
      sv: 'Tjänsten svarar inte. Det går ändå att logga in och underteckna med kortet, men inte att aktivera ett kort.',
      en: 'The service is not responding. You can still log in and sign with the card, but you cannot activate a card.',
    },
    advice: checkNetwork,
  },
  'clock-right': {
    says: {
      fi: 'Tietokoneen kello on oikeassa ajassa.',
      sv: 'Datorns klocka går rätt.',
      en: 'The computer’s clock is right.',
    },
  },
  'clock-wrong': {
    says: {
      fi: 'Kello on eri ajassa kuin palvelun kello. Voimassa oleva varmenne voi näyttää vanhentuneelta.',
      sv: 'Klockan går inte som tjänstens. Ett giltigt certifikat kan se ut att ha gått ut.',
      en: 'The clock differs from that of the service. A valid certificate can look expired.',
    },
    advice: {
      fi: 'Ota automaattinen aika käyttöön tietokoneen asetuksissa.',
      sv: 'Ta i bruk automatisk tid i datorns inställningar.',
      en: 'Turn on automatic time in the settings of the computer.',
    },
  },
  'clock-not-known': {
    says: {
      fi: 'Kelloa ei voi verrata, koska palvelu ei vastaa.',
      sv: 'Klockan kan inte jämföras, för tjänsten svarar inte.',
      en: 'The clock can’t be compared, because the service is not responding.',
    },
  },
  'version-right': {
    says: {
      fi: 'Versio on riittävän uusi.',
      sv: 'Versionen är ny nog.',
      en: 'The version is new enough.',
    },
  },
  'version-newer': {
    says: {
      fi: 'Uudempi versio on julkaistu.',
      sv: 'En nyare version har publicerats.',
      en: 'A newer version has been published.',
    },
    advice: {
      fi: 'Päivitä, kun sinulle sopii. Ohjelmisto ei asenna mitään itse.',
      sv: 'Uppdatera när det passar dig. Programmet installerar ingenting själv.',
      en: 'Update when it suits you. This software installs nothing by itself.',
    },
  },
  'version-too-old': {
    says: {
      fi: 'Versio on liian vanha: palvelu ei salli sillä kirjautumista eikä allekirjoitusta.',
      sv: 'Versionen är för gammal: tjänsten tillåter inte inloggning och underskrift med den.',
      en: 'The version is too old: the service does not allow logging in or signing with it.',
    },
    advice: {
      fi: 'Päivitä ohjelmisto. Kortin katselu, aktivointi ja tunnuslukujen vaihto toimivat myös ilman sitä.',
      sv: 'Uppdatera programmet. Att titta på kortet, aktivera det och byta koder går också utan.',
      en: 'Update the software. Viewing the card, activating it and changing PINs work without updating too.',
    },
  },
  'reader-service-down': {
    says: {
      fi: 'Tietokoneen kortinlukijapalvelu (pcscd, Windowsissa Smart Card) ei ole käynnissä.',
      sv: 'Datorns tjänst för kortläsare (pcscd, i Windows Smart Card) är inte i gång.',
      en: 'The computer’s card reader service (pcscd, on Windows: Smart Card) is not running.',
    },
    advice: requestSupport,
  },
  'reader-missing': {
    says: {
      fi: 'Kortinlukijaa ei löytynyt.',
      sv: 'Ingen kortläsare hittades.',
      en: 'No card reader was found.',
    },
    advice: {
      fi: 'Kytke lukija USB-porttiin. Jos se on jo kytketty, irrota se ja kokeile toista porttia.',
      sv: 'Anslut läsaren till en USB-port. Om den redan är ansluten, koppla loss den och prova en annan port.',
      en: 'Plug the reader into a USB port. If it is already plugged in, unplug it and try another port.',
    },
  },
  'reader-found': {
    says: { fi: 'Lukija löytyi.', sv: 'En läsare hittades.', en: 'A reader was found.' },
  },
  'card-missing': {
    says: texts.empty,
    advice: {
      fi: 'Laita kortti lukijaan siru edellä, siru lukijan puolelle.',
      sv: 'Sätt in kortet med chipet först, vänt mot läsaren.',
      en: 'Put the card in with its chip first, towards the reader.',
    },
  },
  'card-in-use': {
    says: {
      fi: 'Toinen ohjelma käyttää korttia.',
      sv: 'Ett annat program använder kortet.',
      en: 'Another program is using the card.',
    },
    advice: {
      fi: 'Sulje muut korttia käyttävät ohjelmat, tai ota kortti pois ja laita se takaisin.',
      sv: 'Stäng andra program som använder kortet, eller ta ut kortet och sätt in det igen.',
      en: 'Close other programs that use cards, or take the card out and put it back.',
    },
  },
  'card-unreadable': {
    says: texts.unreadable,
    advice: {
      fi: 'Tarkista, että kortti on oikein päin. Pyyhi siru kuivalla liinalla. Jos tämä toistuu, ota yhteys rekisteröintipisteeseen.',
      sv: 'Kontrollera att kortet är rätt vänt. Torka chipet med en torr duk. Om det upprepas, kontakta ett registreringsställe.',
      en: 'Check that the card is the right way round. Wipe the chip with a dry cloth. If this happens again, contact a registration point.',
    },
  },
  'card-blank': {
    says: texts.blankIn,
    advice: {
      fi: 'Kortilla ei ole vielä mitään. Ota se pois ja laita oma korttisi lukijaan.',
      sv: 'Det finns ingenting på kortet ännu. Ta ut det och sätt in ditt eget kort.',
      en: 'There is nothing on the card yet. Take it out and put your own card in.',
    },
  },
  'card-unfinished': { says: texts.unfinishedIn, advice: texts.unfinishedNote },
  'spare-card-not-ready': { says: texts.spareNotReady, advice: texts.spareNotReadyNote },
  'card-not-activated': { says: texts.notActivated, advice: texts.notActivatedNote },
  'card-found': {
    says: { fi: 'Kortti toimii.', sv: 'Kortet fungerar.', en: 'The card works.' },
  },
  'pin-locked': {
    says: {
      fi: 'Tunnusluku (PIN-koodi) on lukkiutunut.',
      sv: 'Koden (PIN-koden) är låst.',
      en: 'The PIN is locked.',
    },
    advice: {
      fi: 'Aseta etusivulla uudet tunnusluvut aktivointitunnusluvulla. Ellei kirje ole mukana, avaa lukitus palvelussa: etusivulla on linkki.',
      sv: 'Ställ in nya koder med aktiveringskoden på första sidan. Om du inte har brevet med dig, lås upp kortet i tjänsten: länken finns på första sidan.',
      en: 'Set new PINs with the activation code on the front page. If you don’t have the letter, unlock the card in the service: the front page has the link.',
    },
  },
  'spare-card-pin-locked': { says: texts.sparePinLocked },
  'certificate-missing': {
    says: {
      fi: 'Kortilla ei ole tätä varmennetta.',
      sv: 'Kortet har inte detta certifikat.',
      en: 'The card does not have this certificate.',
    },
    advice: atPoint,
  },
  'certificate-good': {
    says: {
      fi: 'Varmenne on voimassa eikä sitä ole suljettu.',
      sv: 'Certifikatet är giltigt och inte spärrat.',
      en: 'The certificate is valid and not revoked.',
    },
  },
  'certificate-status-unavailable': {
    says: useTexts.valid,
    advice: {
      fi: `${mayBeRefused.fi} ${checkNetwork.fi}`,
      sv: `${mayBeRefused.sv} ${checkNetwork.sv}`,
      en: `${mayBeRefused.en} ${checkNetwork.en}`,
    },
  },
  'certificate-without-status-address': { says: useTexts.valid, advice: mayBeRefused },
  revoked: { says: useTexts.revoked, advice: newCard },
  suspended: { says: useTexts.suspended, advice: atPoint },
  'unknown-to-issuer': { says: useTexts['unknown-to-issuer'], advice: atPoint },
  'spare-expires-soon': { says: useTexts['spare-expires-soon'] },
  'browser-trusts': {
    says: {
      fi: 'Selaimet luottavat tähän ohjelmistoon.',
      sv: 'Webbläsarna litar på detta program.',
      en: 'Browsers trust this software.',
    },
  },
  'browser-strange': {
    says: {
      fi: 'Jokin selain ei luota tähän ohjelmistoon, joten suojatut verkkosivut eivät ehkä tavoita sitä.',
      sv: 'Någon webbläsare litar inte på detta program, så skyddade webbsidor når det kanske inte.',
      en: 'One of the browsers does not trust this software, so secure web pages may not reach it.',
    },
    advice: {
      fi: 'Anna selaimille lupa asetuksissa.',
      sv: 'Ge webbläsarna lov i inställningarna.',
      en: 'Allow it for the browsers in the settings.',
    },
  },
  'expires-soon': { says: useTexts['expires-soon'], advice: renew },
  expired: { says: useTexts.expired, advice: renew },
  'not-yet-valid': {
    says: useTexts['not-yet-valid'],
    advice: {
      fi: 'Tarkista tietokoneen kello.',
      sv: 'Kontrollera datorns klocka.',
      en: 'Check the clock of this computer.',
    },
  },
  untrusted: {
    says: useTexts.untrusted,
    advice: {
      fi: 'Tarkista etusivulta, mihin varmentajiin ohjelmisto luottaa, ja ota yhteyttä työpaikkasi IT-tukeen.',
      sv: 'Se på första sidan vilka utfärdare programmet litar på, och kontakta it-stödet på din arbetsplats.',
      en: 'See on the front page which issuers this software trusts, and contact the IT support of your workplace.',
    },
  },
  unreadable: { says: useTexts.unreadable, advice: atPoint },
  'no-trusted-roots': { says: useTexts['no-trusted-roots'] },
}

export const diagnosisTexts = {
  title: {
    fi: 'Miksi korttini ei toimi?',
    sv: 'Varför fungerar inte mitt kort?',
    en: 'Why doesn’t my card work?',
  },
  place: { fi: 'Vianhaku', sv: 'Felsökning', en: 'Diagnosis' },
  allGood: {
    fi: 'Kaikki on kunnossa.',
    sv: 'Allt är i ordning.',
    en: 'Everything is in order.',
  },
  someBad: {
    fi: 'Jokin estää kortin käytön. Korjaa ensin ylin kohta.',
    sv: 'Något hindrar kortet från att användas. Åtgärda först det som står överst.',
    en: 'Something prevents the card from being used. Start with the topmost item.',
  },
  someWarn: {
    fi: 'Kortin pitäisi toimia. Tästä on hyvä tietää:',
    sv: 'Kortet borde fungera. Detta är bra att veta:',
    en: 'The card should work. This is good to know:',
  },
  lookAgain: { fi: 'Tarkista uudelleen', sv: 'Kontrollera igen', en: 'Check again' },
  whatToDo: { fi: 'Tee näin:', sv: 'Gör så här:', en: 'What to do:' },
  found: { fi: 'Mitä tarkistettiin', sv: 'Vad som kontrollerades', en: 'What was checked' },
} as const satisfies Record<string, Text>
