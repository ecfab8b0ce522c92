import type { AuditEntryView } from '@sotevarmenne/api/audit'
import { useOperationName } from '../audit-log/operation-name.ts'
import { useTexts } from '../texts/index.ts'
import type { Texts } from '../texts/text.ts'
import { wordTexts } from '../texts/words.ts'
import { auditReviewTexts } from './audit-review-texts.ts'

/** What an entry says, as one plain sentence: who did what. */
const sentences = {
  OrderDrafted: {
    fi: '{{actor}} aloitti tilauksen.',
    sv: '{{actor}} påbörjade beställningen.',
    en: '{{actor}} began the order.',
  },
  OrderConfirmed: {
    fi: '{{actor}} kirjasi, että hakija vahvisti tilauksen tiedot.',
    sv: '{{actor}} antecknade att sökanden bekräftade beställningens uppgifter.',
    en: '{{actor}} recorded that the applicant confirmed the order.',
  },
  OrderPlaced: {
    fi: '{{actor}} allekirjoitti tilauksen ja tilasi kortin.',
    sv: '{{actor}} undertecknade beställningen och beställde kortet.',
    en: '{{actor}} signed the order and ordered the card.',
  },
  OrderCancelled: {
    fi: '{{actor}} perui tilauksen.',
    sv: '{{actor}} avbokade beställningen.',
    en: '{{actor}} withdrew the order.',
  },
  RenewalDecided: {
    fi: '{{actor}} hyväksyi kortin uusimisen.',
    sv: '{{actor}} godkände förnyelsen av kortet.',
    en: '{{actor}} approved the renewal of the card.',
  },
  RenewalRefused: {
    fi: '{{actor}} hylkäsi kortin uusimisen.',
    sv: '{{actor}} avslog förnyelsen av kortet.',
    en: '{{actor}} refused the renewal of the card.',
  },
  PhotoStored: {
    fi: '{{actor}} tallensi valokuvan.',
    sv: '{{actor}} sparade fotot.',
    en: '{{actor}} stored the photo.',
  },
  CardOrdered: {
    fi: '{{actor}} lähetti kortin valmistukseen.',
    sv: '{{actor}} skickade kortet till tillverkning.',
    en: '{{actor}} sent the card to production.',
  },
  CertificateReserved: {
    fi: '{{actor}} varasi varmenteelle sarjanumeron {{serial}}.',
    sv: '{{actor}} reserverade serienumret {{serial}} för certifikatet.',
    en: '{{actor}} reserved the serial number {{serial}} for the certificate.',
  },
  CertificateIssued: {
    fi: '{{actor}} myönsi varmenteen {{serial}}.',
    sv: '{{actor}} utfärdade certifikatet {{serial}}.',
    en: '{{actor}} issued the certificate {{serial}}.',
  },
  CardProduced: {
    fi: '{{actor}} valmisti kortin.',
    sv: '{{actor}} tillverkade kortet.',
    en: '{{actor}} produced the card.',
  },
  CardProductionFailed: {
    fi: '{{actor}} yritti valmistaa kortin, mutta valmistus epäonnistui.',
    sv: '{{actor}} försökte tillverka kortet, men det misslyckades.',
    en: '{{actor}} tried to produce the card, but production failed.',
  },
  ActivationLetterPlanned: {
    fi: '{{actor}} teki kirjeen, jossa on kortin aktivointitunnus.',
    sv: '{{actor}} gjorde brevet med kortets aktiveringskod.',
    en: '{{actor}} made the letter with the activation code of the card.',
  },
  ActivationLetterSent: {
    fi: '{{actor}} lähetti aktivointitunnuksen kirjeen.',
    sv: '{{actor}} skickade brevet med aktiveringskoden.',
    en: '{{actor}} sent the letter with the activation code.',
  },
  ActivationLetterReplaced: {
    fi: '{{actor}} tilasi uuden aktivointitunnuksen.',
    sv: '{{actor}} beställde en ny aktiveringskod.',
    en: '{{actor}} ordered a new activation code.',
  },
  CardHandedOver: {
    fi: '{{actor}} luovutti kortin haltijalle.',
    sv: '{{actor}} överlämnade kortet till innehavaren.',
    en: '{{actor}} handed the card over to its holder.',
  },
  CardActivated: {
    fi: 'Haltija aktivoi kortin aktivointitunnuksella.',
    sv: 'Innehavaren aktiverade kortet med aktiveringskoden.',
    en: 'The holder activated the card with the activation code.',
  },
  CardFirstUsed: {
    fi: 'Korttia käytettiin ensimmäisen kerran.',
    sv: 'Kortet användes för första gången.',
    en: 'The card was used for the first time.',
  },
  CardUnlocked: {
    fi: '{{actor}} avasi kortin lukituksen ja asetti uudet PIN-koodit.',
    sv: '{{actor}} låste upp kortet och valde nya PIN-koder.',
    en: '{{actor}} unlocked the card and set new PIN codes.',
  },
  CardNotUnlocked: {
    fi: '{{actor}} yritti avata kortin lukituksen, mutta se ei onnistunut.',
    sv: '{{actor}} försökte låsa upp kortet, men det lyckades inte.',
    en: '{{actor}} tried to unlock the card, but did not succeed.',
  },
  CardCancelled: {
    fi: '{{actor}} sulki kortin. Syy: {{reason}}.',
    sv: '{{actor}} spärrade kortet. Orsak: {{reason}}.',
    en: '{{actor}} cancelled the card. Reason: {{reason}}.',
  },
  CertificateRevoked: {
    fi: '{{actor}} sulki varmenteen {{serial}}.',
    sv: '{{actor}} spärrade certifikatet {{serial}}.',
    en: '{{actor}} revoked the certificate {{serial}}.',
  },
  SpareCardStarted: {
    fi: '{{actor}} aloitti varakortin antamisen.',
    sv: '{{actor}} började lämna ut det tillfälliga kortet.',
    en: '{{actor}} began to issue the spare card.',
  },
  SpareCardProduced: {
    fi: '{{actor}} valmisti varakortin.',
    sv: '{{actor}} tillverkade det tillfälliga kortet.',
    en: '{{actor}} produced the spare card.',
  },
  SpareCardHandedOver: {
    fi: '{{actor}} luovutti varakortin haltijalle.',
    sv: '{{actor}} överlämnade det tillfälliga kortet till innehavaren.',
    en: '{{actor}} handed the spare card over to its holder.',
  },
  SpareCardCancelled: {
    fi: '{{actor}} sulki varakortin.',
    sv: '{{actor}} spärrade det tillfälliga kortet.',
    en: '{{actor}} cancelled the spare card.',
  },
} satisfies Texts

type Names = { readonly [id: string]: string }

/** The actor by name; a person whom the service does not know any more by the beginning of the identifier. */
export function useActorName(names: Names): (entry: AuditEntryView) => string {
  const t = useTexts(auditReviewTexts)
  return ({ actor }) => {
    switch (actor.kind) {
      case 'person':
        return names[actor.personId] ?? t('unknownPerson', { id: actor.personId.slice(0, 8) })
      case 'client':
        return names[actor.clientId] ?? actor.clientId
      case 'apiKey':
        return t('apiKey', { organisation: names[actor.organisationId] ?? actor.clientId })
      case 'process':
        return t('theService')
    }
  }
}

/** What happened, in the page's language; of an event without a sentence its operation and who did it. */
export function useSentence(names: Names): (entry: AuditEntryView) => string {
  const t = useTexts(sentences)
  const words = useTexts(wordTexts)
  const operationName = useOperationName()
  const actorName = useActorName(names)
  return (entry) => {
    const { type, operation, facts } = entry
    const actor = actorName(entry)
    if (!isSentence(type)) return `${operationName(operation)}: ${actor}.`
    const reason = `cancellationReason.${String(facts['reason'])}`
    return t(type, {
      actor,
      serial: String(facts['serial']),
      reason: isWord(reason) ? lowerFirst(words(reason)) : String(facts['reason']),
    })
  }
}

const isSentence = (type: string): type is keyof typeof sentences => Object.hasOwn(sentences, type)

const isWord = (key: string): key is keyof typeof wordTexts => Object.hasOwn(wordTexts, key)

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1)
