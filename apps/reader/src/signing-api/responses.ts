import { unreachable } from '@sotevarmenne/kernel/unreachable'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { rightText } from '../page/right-texts.ts'
import { refusalTexts } from '../page/texts.ts'
import { requesterTexts } from '../page/requester-texts.ts'
import { relayRefusalText, type RelayResponseRefusal } from '../page/relay-texts.ts'
import type { RequestRefusal } from './request.ts'
import type { SignRefusal } from './sign.ts'
import { listRefusalTexts, listWords } from '../page/list-texts.ts'
import type { ListRequestRefusal } from '../lists/list-request.ts'
import type { ItemRefusal, ListSigned } from '../lists/sign-documents.ts'

export type ApiRefusal =
  | RequestRefusal
  | SignRefusal
  | ListRequestRefusal
  | ItemRefusal
  /** For sites that are not told which of the two. */
  | { readonly kind: 'no-fitting-card' }
  | { readonly kind: 'no-origin' }
  | { readonly kind: 'insecure-origin' }
  | { readonly kind: 'too-large' | 'list-too-large' }
  | { readonly kind: 'too-many-requests' }
  | { readonly kind: 'fault' }

/** Reason codes of the signing API. */
type ReasonCode = 400 | 401 | 403 | 500 | 501

/** The response to a request that was refused, in the language of the web page. */
export function refusedResponse(version: string, refusal: ApiRefusal, language: Language) {
  return {
    version,
    status: 'failed',
    reasonCode: reasonCodeOf(refusal),
    reasonText: reasonTextOf(refusal, language),
    // In addition to the members of the API: the reason as a word.
    because: wordOf(refusal),
  }
}

/**
 * The response to a list that the person has dealt with: each document in the order of the request, with its
 * signature or the reason why it has none.
 */
export function listResponse(
  version: string,
  { results, signatureAlgorithm, chain, listDigest }: ListSigned & { readonly listDigest: string },
  language: Language,
) {
  const signed = results.filter((result) => 'signature' in result).length
  return {
    version,
    status: signed === results.length ? 'ok' : 'partly',
    reasonCode: 200,
    reasonText: `${listWords.signedOf[language]}: ${String(signed)}/${String(results.length)}`,
    ...{ listDigest, signatureAlgorithm, chain: chain.map(base64) },
    items: results.map((result) => {
      const { id, digest, signatureType } = result.item
      if ('signature' in result)
        return { id, digest, status: 'ok', signatureType, signature: base64(result.signature) }
      const { refusal } = result
      return {
        ...{ id, digest, status: 'failed', reasonCode: reasonCodeOf(refusal) },
        ...{ reasonText: reasonTextOf(refusal, language), because: wordOf(refusal) },
      }
    }),
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** The reason as a word. */
const wordOf = (refusal: ApiRefusal): string =>
  refusal.kind === 'no-right-of-use' ? refusal.right.kind : refusal.kind

/** The response of `POST /relay` when it failed; the service's own words are passed on unchanged. */
export function refusedRelay(refusal: RelayResponseRefusal, language: Language) {
  const response = {
    status: 'failed',
    reasonCode: relayReasonOf(refusal.kind),
    reasonText: relayRefusalText(refusal, language),
    because: refusal.kind,
  }
  return refusal.kind === 'stopped-by-service' ? { ...response, refusal: refusal.said } : response
}

function relayReasonOf(kind: RelayResponseRefusal['kind']): ReasonCode {
  switch (kind) {
    case 'malformed':
    case 'no-card':
    case 'no-blank':
    case 'no-spare-card':
    case 'code-stays':
    case 'another-card':
      return 400
    case 'cancelled':
    case 'timed-out':
    case 'requester-gone':
      return 401
    case 'not-the-service':
    case 'site-not-listed':
    case 'version-too-old':
    case 'requested-too-often':
    case 'service-refused':
    case 'stopped-by-service':
      return 403
    case 'another-request-waits':
    case 'card-in-use':
    case 'card-removed':
    case 'card-refused':
    case 'card-unreadable':
    case 'service-unavailable':
    case 'service-lost':
    case 'command-refused':
    case 'own-step-missing':
      return 500
    default:
      return unreachable(kind)
  }
}

function reasonCodeOf({ kind }: ApiRefusal): ReasonCode {
  switch (kind) {
    case 'malformed':
    case 'wrong-digest-length':
    case 'digest-of-another-length':
    case 'too-large':
    case 'list-too-large':
    case 'no-card':
    case 'no-matching-key':
    case 'no-fitting-card':
    case 'another-card':
    case 'no-items':
    case 'too-many-items':
    case 'same-item-twice':
    case 'item-too-large':
    case 'item-not-shown':
      return 400
    case 'struck':
    case 'wrong-pin':
    case 'cancelled':
    case 'timed-out':
    case 'requester-gone':
    case 'pin-blocked':
    case 'not-activated':
      return 401
    case 'lists-not-allowed':
    case 'list-changed':
    case 'no-origin':
    case 'insecure-origin':
    case 'foreign-challenge':
    case 'short-nonce':
    case 'no-right-of-use':
    case 'requested-too-often':
    case 'site-not-listed':
    case 'version-too-old':
      return 403
    case 'another-request-waits':
    case 'card-in-use':
    case 'card-removed':
    case 'card-refused':
    case 'card-unreadable':
    case 'not-recorded':
    case 'too-many-requests':
    case 'fault':
      return 500
    case 'not-supported':
    case 'algorithm-does-not-fit-key':
      return 501
    default:
      return unreachable(kind)
  }
}

export const reasonTextOf = (refusal: ApiRefusal, language: Language): string =>
  refusal.kind === 'no-right-of-use'
    ? rightText(refusal.right, language)
    : reasonTexts[refusal.kind][language]

const reasonTexts: Readonly<Record<Exclude<ApiRefusal['kind'], 'no-right-of-use'>, Text>> = {
  ...requesterTexts,
  ...listRefusalTexts,
  'wrong-digest-length': {
    fi: 'Tiivisteen pituus ei vastaa algoritmia.',
    sv: 'Kondensatets längd stämmer inte med algoritmen.',
    en: 'The length of the digest does not match its algorithm.',
  },
  'digest-of-another-length': {
    fi: 'Tiivisteen pituus ei vastaa algoritmia.',
    sv: 'Kondensatets längd stämmer inte med algoritmen.',
    en: 'The length of the digest does not match its algorithm.',
  },
  'too-large': {
    fi: 'Pyyntö on liian suuri (enintään 2 Mt).',
    sv: 'Begäran är för stor (högst 2 MB).',
    en: 'The request is too large (2 MB at most).',
  },
  'too-many-requests': {
    fi: 'Liian monta pyyntöä yhtä aikaa. Yritä hetken kuluttua uudelleen.',
    sv: 'För många begäranden samtidigt. Försök på nytt om en stund.',
    en: 'Too many requests at the same time. Try again in a moment.',
  },
  'no-card': {
    fi: 'Lukijassa ei ole korttia.',
    sv: 'Det finns inget kort i läsaren.',
    en: 'There is no card in the reader.',
  },
  'card-in-use': refusalTexts['card-in-use'],
  'no-matching-key': {
    fi: 'Kortilla ei ole pyyntöön sopivaa avainta.',
    sv: 'Kortet har ingen nyckel som passar begäran.',
    en: 'The card has no key that fits the request.',
  },
  'no-fitting-card': {
    fi: 'Lukijassa ei ole korttia, jossa on pyyntöön sopiva avain.',
    sv: 'I läsaren finns inget kort med en nyckel som passar begäran.',
    en: 'There is no card in the reader with a key that fits the request.',
  },
  'another-card': {
    fi: 'Kortti vaihtui kesken pyynnön. Yritä uudelleen.',
    sv: 'Kortet byttes under begäran. Försök igen.',
    en: 'The card was changed during the request. Try again.',
  },
  cancelled: {
    fi: 'Peruttiin tunnuslukua kysyttäessä.',
    sv: 'Avbröts när koden efterfrågades.',
    en: 'Cancelled when the PIN was requested.',
  },
  'timed-out': {
    fi: 'Tunnuslukua ei annettu ajoissa.',
    sv: 'Koden gavs inte i tid.',
    en: 'The PIN was not given in time.',
  },
  'pin-blocked': {
    fi: 'Tunnusluku on lukkiutunut. Aseta uusi aktivointitunnusluvulla kortinlukijaohjelmistossa.',
    sv: 'Koden är låst. Ställ in en ny med aktiveringskoden i kortläsarprogrammet.',
    en: 'The PIN is locked. Set a new one with the activation code in the reader software.',
  },
  'not-activated': {
    fi: 'Korttia ei ole aktivoitu. Aktivoi se kortinlukijaohjelmistossa.',
    sv: 'Kortet är inte aktiverat. Aktivera det i kortläsarprogrammet.',
    en: 'The card is not activated. Activate it in the reader software.',
  },
  'no-origin': {
    fi: 'Pyynnöstä ei näy, mikä verkkosivu pyytää.',
    sv: 'Det framgår inte vilken webbsida som frågar.',
    en: 'The request does not say which web page is asking.',
  },
  'insecure-origin': {
    fi: 'Pyytävän verkkosivun yhteys ei ole suojattu.',
    sv: 'Webbsidan som frågar har ingen skyddad förbindelse.',
    en: 'The requesting web page has no secure connection.',
  },
  'foreign-challenge': {
    fi: 'Kirjautumisavain allekirjoittaa vain pyytävän sivun oman haasteen.',
    sv: 'Inloggningsnyckeln undertecknar bara den frågande sidans egen utmaning.',
    en: 'The log-in key signs only the requesting page’s own challenge.',
  },
  'short-nonce': {
    fi: 'Haasteen satunnaisosa on liian lyhyt.',
    sv: 'Utmaningens slumpdel är för kort.',
    en: 'The random part of the challenge is too short.',
  },
  'card-removed': {
    fi: 'Kortti otettiin pois kesken pyynnön.',
    sv: 'Kortet togs ut under begäran.',
    en: 'The card was taken out during the request.',
  },
  'card-refused': {
    fi: 'Kortti ei hyväksynyt toimintoa.',
    sv: 'Kortet godkände inte åtgärden.',
    en: 'The card did not accept the operation.',
  },
  'card-unreadable': {
    fi: 'Korttia ei voi lukea.',
    sv: 'Kortet kan inte läsas.',
    en: 'The card can’t be read.',
  },
  fault: {
    fi: 'Kortinlukijaohjelmistossa on vika.',
    sv: 'Det finns ett fel i kortläsarprogrammet.',
    en: 'The reader software has a fault.',
  },
  'not-supported': {
    fi: 'Pyydettyä toimintoa ei tueta.',
    sv: 'Den begärda funktionen stöds inte.',
    en: 'The requested operation is not supported.',
  },
  'algorithm-does-not-fit-key': {
    fi: 'Algoritmi ei sovi kortin avaimeen.',
    sv: 'Algoritmen passar inte kortets nyckel.',
    en: 'The algorithm does not fit the card’s key.',
  },
}
