import type { RelayPurpose } from '@sotevarmenne/api/card-relay'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import type { RelayRefusal } from '../relay/relay-card.ts'
import { requesterTexts } from './requester-texts.ts'
import { inSentences } from './in-sentences.ts'
import { refusalTexts } from './texts.ts'

export type RelayResponseRefusal = RelayRefusal | { readonly kind: 'malformed' | 'not-the-service' }

/** Why a relay failed; in the service's own words where it gave some. */
export function relayRefusalText(refusal: RelayResponseRefusal, language: Language): string {
  if (refusal.kind === 'stopped-by-service')
    return inSentences(refusal.said.title[language], refusal.said.advice?.[language])
  if (refusal.kind === 'service-refused') return inSentences(refusal.title, refusal.advice)
  const text = refusalWords[refusal.kind][language]
  return refusal.kind === 'command-refused' ? `${text} (${refusal.command})` : text
}

const refusalWords: Readonly<
  Record<Exclude<RelayResponseRefusal['kind'], 'stopped-by-service' | 'service-refused'>, Text>
> = {
  ...requesterTexts,
  cancelled: {
    fi: 'Peruttiin kortinlukijaohjelmistossa.',
    sv: 'Avbröts i kortläsarprogrammet.',
    en: 'Cancelled in the reader software.',
  },
  'timed-out': {
    fi: 'Kortinlukijaohjelmistossa ei vastattu ajoissa.',
    sv: 'Ingen svarade i tid i kortläsarprogrammet.',
    en: 'Nobody answered in the reader software in time.',
  },
  'not-the-service': {
    fi: 'Vain varmennepalvelun omat sivut voivat pyytää tätä.',
    sv: 'Bara certifikattjänstens egna sidor kan begära detta.',
    en: 'Only the certificate service’s own pages can ask for this.',
  },
  'no-card': refusalTexts['no-card'],
  'no-blank': {
    fi: 'Lukijassa ei ole korttiaihiota. Ota oma korttisi pois, laita korttiaihio lukijaan ja yritä uudelleen.',
    sv: 'Det finns inget ämneskort i läsaren. Ta ut ditt eget kort, sätt in ett ämneskort och försök igen.',
    en: 'There is no blank card in the reader. Take your own card out, put a blank card in, and try again.',
  },
  'no-spare-card': {
    fi: 'Lukijassa oleva kortti ei ole varakortti. Ota se pois, laita palautettu varakortti lukijaan ja yritä uudelleen. Korttiin ei koskettu.',
    sv: 'Kortet i läsaren är inte ett tillfälligt kort. Ta ut det, sätt in det återlämnade tillfälliga kortet och försök igen. Kortet rördes inte.',
    en: 'The card in the reader is not a spare card. Take it out, put the returned spare card in, and try again. The card was not touched.',
  },
  'code-stays': {
    fi: 'Palvelu ei voi tehdä tätä kortille, joka on lukijassa: sen rakenne on FINEID S4-2. Sen tunnusluvut asetetaan aktivointikirjeen tunnusluvulla. Jos kirje on kadonnut, pyydä rekisteröintipisteestä, että sama kirje tulostetaan uudelleen.',
    sv: 'Tjänsten kan inte göra detta med kortet i läsaren: det är uppbyggt enligt FINEID S4-2. Dess koder ställs in med koden i aktiveringsbrevet. Om brevet har försvunnit, be registreringsstället om att samma brev skrivs ut på nytt.',
    en: 'The service can’t do this to the card in the reader: it is laid out by FINEID S4-2. Its PINs are set with the code of the activation letter. If the letter is lost, ask the registration point to have the same letter printed again.',
  },
  'another-card': refusalTexts['another-card'],
  'card-in-use': refusalTexts['card-in-use'],
  'card-removed': refusalTexts['card-removed'],
  'card-refused': refusalTexts['card-refused'],
  'card-unreadable': refusalTexts['card-unreadable'],
  'service-unavailable': {
    fi: 'Varmennepalveluun ei saatu yhteyttä. Korttiin ei koskettu. Yritä hetken kuluttua uudelleen.',
    sv: 'Certifikattjänsten svarade inte. Kortet rördes inte. Försök igen om en stund.',
    en: 'The certificate service did not respond. The card was not touched. Try again in a moment.',
  },
  'service-lost': refusalTexts['service-lost'],
  'command-refused': refusalTexts['command-refused'],
  'own-step-missing': refusalTexts['own-step-missing'],
}

/** What the service wants to do, and the result. */
export const relayTexts: Readonly<
  Record<
    RelayPurpose,
    { readonly requests: Text; readonly lead: Text; readonly agree: Text; readonly done: Text }
  >
> = {
  unlock: {
    requests: {
      fi: 'Varmennepalvelu avaa korttisi lukituksen uusia tunnuslukuja varten',
      sv: 'Certifikattjänsten låser upp ditt kort för nya koder',
      en: 'The certificate service unlocks your card for new PINs',
    },
    lead: {
      fi: 'Valitse kaksi uutta tunnuslukua (PIN-koodia). Ne asetetaan kortille tässä, eikä niitä lähetetä palveluun.',
      sv: 'Välj två nya koder (PIN-koder). De ställs in på kortet här och sänds inte till tjänsten.',
      en: 'Choose two new PINs. They are set on the card here, and are not sent to the service.',
    },
    agree: {
      fi: 'Aseta uudet tunnusluvut',
      sv: 'Ställ in nya koder',
      en: 'Set new PINs',
    },
    done: {
      fi: 'Uudet tunnusluvut ovat käytössä.',
      sv: 'De nya koderna är i bruk.',
      en: 'The new PINs are in use.',
    },
  },
  'spare-card': {
    requests: {
      fi: 'Varmennepalvelu tekee tästä kortista varakortin',
      sv: 'Certifikattjänsten gör ett tillfälligt kort av det här kortet',
      en: 'The certificate service makes a spare card of this card',
    },
    lead: {
      fi: 'Kortin saaja valitsee tunnusluvut (PIN-koodit) ja kirjoittaa ne itse. Rekisteröijä: käännä katseesi pois. Tunnuslukuja ei lähetetä palveluun.',
      sv: 'Kortets mottagare väljer koderna (PIN-koderna) och skriver dem själv. Registrerare: titta åt ett annat håll. Koderna sänds inte till tjänsten.',
      en: 'The person who gets the card chooses the PINs and types them. Registrar: look away. The PINs are not sent to the service.',
    },
    agree: { fi: 'Tee varakortti', sv: 'Gör det tillfälliga kortet', en: 'Make the spare card' },
    done: {
      fi: 'Varakortti on valmis, ja sen tunnusluvut ovat käytössä.',
      sv: 'Det tillfälliga kortet är färdigt, och dess koder är i bruk.',
      en: 'The spare card is ready, and its PINs are in use.',
    },
  },
  'spare-card-return': {
    requests: {
      fi: 'Varmennepalvelu tyhjentää varakortin',
      sv: 'Certifikattjänsten tömmer det tillfälliga kortet',
      en: 'The certificate service wipes the spare card',
    },
    lead: {
      fi: 'Avaimet ja varmenteet poistetaan kortilta. Kortti jää lukijaan, kunnes se on tyhjä.',
      sv: 'Nycklarna och certifikaten tas bort från kortet. Lämna kortet i läsaren tills det är tomt.',
      en: 'Keys and certificates are removed from the card. Leave it in the reader until it is wiped.',
    },
    agree: { fi: 'Tyhjennä kortti', sv: 'Töm kortet', en: 'Wipe the card' },
    done: {
      fi: 'Kortti on tyhjä.',
      sv: 'Kortet är tomt.',
      en: 'The card is wiped.',
    },
  },
}

export const relayWords = {
  underWay: {
    fi: 'Palvelu käsittelee korttia. Älä ota korttia pois lukijasta.',
    sv: 'Tjänsten hanterar kortet. Ta inte ut kortet ur läsaren.',
    en: 'The service is working on the card. Leave the card in the reader.',
  },
  recipient: { fi: 'Kenelle', sv: 'Till', en: 'For' },
  whichCard: { fi: 'Mikä kortti', sv: 'Vilket kort', en: 'Which card' },
  blank: {
    fi: 'Korttiaihio, tai kortti jota ei voi lukea',
    sv: 'Ett ämneskort, eller ett kort som inte kan läsas',
    en: 'A blank card, or a card that can’t be read',
  },
  onlyIfYou: {
    fi: 'Hyväksy vain, jos itse aloitit tämän.',
    sv: 'Godkänn bara om du själv började detta.',
    en: 'Agree only if you started this yourself.',
  },
  pinRule: {
    fi: 'numeroa, ei muita merkkejä. Ei syntymäaikaa (edes päivää ja kuukautta), vuotta, numerosarjaa (1234) eikä samaa numeroa toistuvasti (1111). Eri luku kummallekin.',
    sv: 'siffror, inga andra tecken. Inte födelsedatum (inte heller dag och månad), årtal, sifferserie (1234) eller samma siffra upprepad (1111). Olika koder för PIN1 och PIN2.',
    en: 'digits, no other characters. No date of birth (not even day and month), year, sequence (1234) or repeated digit (1111). A different number for each.',
  },
  understood: { fi: 'Selvä', sv: 'Uppfattat', en: 'Understood' },
} as const satisfies Record<string, Text>
