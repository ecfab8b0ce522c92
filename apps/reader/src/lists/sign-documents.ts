import { minute } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { hashOf } from '@sotevarmenne/smartcard/card-keys'
import { isPin } from '@sotevarmenne/smartcard/card-pins'
import {
  identifyCard,
  isSameCard,
  signWith,
  type SignRefusal as CardSignRefusal,
} from '@sotevarmenne/smartcard/use'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { holderOf } from '../cards/certificate-facts.ts'
import { mayBeUsed } from '../cards/right-of-use.ts'
import type { ListForm, ListTrouble, PinTrouble } from '../prompts/prompts.ts'
import { envelopeFor } from '../signing-api/envelope.ts'
import { cardHash } from '../signing-api/request.ts'
import {
  algorithmOf,
  findUsableKey,
  laterLimit,
  type Key,
  type SignDeps,
  type SignRefusal,
} from '../signing-api/sign.ts'
import type { ListPolicy } from './list-policy.ts'
import { digestOf, type ListItem, type ListToSign } from './list-request.ts'
import type { SignatureRecord } from './signature-record.ts'

/** What became of a document of the list. */
export type ItemResult = { readonly item: ListItem } & (
  { readonly signature: Uint8Array } | { readonly refusal: ItemRefusal }
)

export type ItemRefusal =
  | SignRefusal
  /** By the person. */
  | { readonly kind: 'struck' }
  /** It is not what the person was shown. */
  | { readonly kind: 'list-changed' }
  /** The signature could not be recorded, and is not given to the site. */
  | { readonly kind: 'not-recorded' }
  /** A PIN that was right before: another program has changed it meanwhile. */
  | { readonly kind: 'wrong-pin' }

export type ListSigned = {
  readonly signatureAlgorithm: string
  readonly chain: readonly Uint8Array[]
  readonly results: readonly ItemResult[]
}

export type ListReported = {
  readonly origin: string
  readonly signed: number
  readonly requested: number
  /** Why the rest is not signed, where the person did not strike it. */
  readonly refusal: ItemRefusal | undefined
}

export type Lists = {
  readonly policy: ListPolicy
  readonly sign: (
    list: ListToSign,
    requester: { readonly origin: string; readonly gone: AbortSignal },
  ) => Promise<Result<ListSigned, ItemRefusal>>
  /** How the last list ended, until it is read or another begins. */
  readonly lastResult: () => ListReported | undefined
  readonly forget: () => void
}

export type ListDeps = SignDeps & {
  readonly policy: ListPolicy
  readonly record: SignatureRecord
  readonly realNow?: () => number
}

/**
 * Lists of documents that a person signs with one PIN2: each is shown, and the card verifies the PIN before each
 * signature (ISO/IEC 7816-4 § 11.5.6).
 */
export function createLists(deps: ListDeps): Lists {
  let last: ListReported | undefined
  return {
    policy: deps.policy,
    lastResult: () => last,
    forget: () => {
      last = undefined
    },
    sign: async (list, requester) => {
      last = undefined
      const signed = await signDocuments(list, requester, deps)
      if (signed.ok) last = reportOf(signed.value, requester.origin)
      return signed
    },
  }
}

function reportOf({ results }: ListSigned, origin: string): ListReported {
  const refusals = results.flatMap((each) => ('refusal' in each ? [each.refusal] : []))
  const struck = refusals.filter(({ kind }) => kind === 'struck').length
  return {
    origin,
    signed: results.length - refusals.length,
    requested: results.length - struck,
    refusal: refusals.find(({ kind }) => kind !== 'struck'),
  }
}

async function signDocuments(
  list: ListToSign,
  { origin, gone }: { readonly origin: string; readonly gone: AbortSignal },
  deps: ListDeps,
): Promise<Result<ListSigned, ItemRefusal>> {
  const { desk, prompts, policy, realNow = Date.now } = deps
  const found = await findUsableKey({ ...list, purpose: 'signature' }, origin, deps)
  if (!found.ok) return found
  const { reader, card, certificate, keyType } = found.value
  const limit = policy.maxMinutes * minute
  const endsAt = realNow() + limit
  const cardGone = desk.whenGone([{ reader, card }])

  const tryList = async (
    form: ListForm,
    progress: (signed: number) => void,
  ): Promise<Result<readonly ItemResult[], Again | { readonly final: ItemRefusal }>> => {
    try {
      if (!isOfList(form, list)) return refuse({ final: { kind: 'list-changed' } })
      if (form.chosen.length === 0) return refuse({ again: { kind: 'nothing-chosen' } })
      if (!isPin(form.pin)) return refuse({ again: { kind: 'pin-not-4-to-8-digits' } })
      const right = await desk.awaitRight(card, 'signature', { limit: laterLimit })
      if (!mayBeUsed(right)) return refuse({ final: { kind: 'no-right-of-use', right } })
      const mayGoOn = () => {
        if (gone.aborted) return 'requester-gone'
        return realNow() > endsAt ? 'timed-out' : undefined
      }
      const signing = { origin, form, list, key: found.value, mayGoOn, progress }
      const used = await desk.use(
        reader,
        async (channel): Promise<Result<Awaited<ReturnType<typeof signEach>>, ItemRefusal>> => {
          const now = await identifyCard(channel)
          if (!now.ok) return now
          if (!isSameCard(now.value, card)) return refuse({ kind: 'another-card' })
          return ok(await signEach(channel, signing, deps))
        },
      )
      return used.ok ? used.value : refuse({ final: used.refusal })
    } finally {
      form.pin.fill(0)
    }
  }

  const results = await prompts
    .requestList(
      {
        ...{ purpose: 'signature', origin, digestAlgorithm: list.hash, documents: list.items },
        holder: holderOf(certificate.der)?.name ?? card.label,
        listDigest: list.listDigest,
      },
      tryList,
      { gone: AbortSignal.any([gone, cardGone.signal]), limit },
    )
    .finally(cardGone.stop)
  if (!results.ok) return results
  return ok({
    signatureAlgorithm: `${list.hash}with${keyType}`,
    chain: [certificate.der, ...card.chain],
    results: results.value,
  })
}

type Again = { readonly again: PinTrouble | ListTrouble }

/** The form shows this very list, and nothing is chosen that is not in it. */
function isOfList({ list, chosen }: ListForm, { items, listDigest }: ListToSign): boolean {
  if (list !== listDigest || digestOf(items) !== listDigest) return false
  return new Set(chosen).size === chosen.length && chosen.every((place) => items[place])
}

type Signing = {
  readonly origin: string
  readonly form: ListForm
  readonly list: ListToSign
  readonly key: Key
  readonly mayGoOn: () => 'requester-gone' | 'timed-out' | undefined
  readonly progress: (signed: number) => void
}

/**
 * Signs what is chosen, in the order of the list, up to the first that fails: the PIN is not tried once more.
 * Without any signature a wrong PIN can be typed again.
 */
async function signEach(
  channel: CardChannel,
  signing: Signing,
  deps: ListDeps,
): Promise<Result<readonly ItemResult[], Again | { readonly final: ItemRefusal }>> {
  const { form, list, mayGoOn, progress } = signing
  const results: ItemResult[] = []
  let stopped: ItemRefusal | undefined
  let signed = 0
  for (const [place, item] of list.items.entries()) {
    if (!form.chosen.includes(place)) {
      results.push({ item, refusal: { kind: 'struck' } })
      continue
    }
    const reason = stopped ? undefined : mayGoOn()
    stopped ??= reason === undefined ? undefined : { kind: reason }
    const one = stopped ? refuse(stopped) : await signItem(channel, item, signing, deps)
    if (one.ok) {
      results.push({ item, signature: one.value })
      signed += 1
      progress(signed)
      continue
    }
    const { refusal } = one
    if (signed === 0 && refusal.kind === 'wrong-pin' && 'triesLeft' in refusal)
      return refuse({ again: refusal })
    if (signed === 0 && refusal.kind === 'pin-blocked') return refuse({ final: refusal })
    stopped = refusal.kind === 'pin-not-4-to-8-digits' ? { kind: 'wrong-pin' } : refusal
    results.push({ item, refusal: stopped })
  }
  return ok(results)
}

async function signItem(
  channel: CardChannel,
  item: ListItem,
  { origin, form, list, key }: Signing,
  { clock, record }: ListDeps,
): Promise<Result<Uint8Array, ItemRefusal | CardSignRefusal>> {
  const { card, certificate, keyType } = key
  const hash = cardHash[list.hash]
  const algorithm = algorithmOf(keyType, list.hash)
  const digest = hashOf(hash, item.covered)
  if (Buffer.from(digest).toString('hex') !== item.digest) return refuse({ kind: 'list-changed' })
  const now = clock.now()
  const envelope = await envelopeFor(item.signatureType, {
    ...{ certificate, chain: card.chain, algorithm, hash, digest, content: item.covered, now },
  })
  if (!envelope.ok) return envelope
  const toSign = { purpose: 'signature', pin: form.pin, digest: envelope.value.digest } as const
  const signature = await signWith(channel, { ...toSign, algorithm })
  if (!signature.ok) return signature
  const recorded = await record.add({
    ...{ at: now, certificate: formatSerial(certificate.serial), origin, hash: list.hash },
    ...{ digest: item.digest, list: list.listDigest },
  })
  if (!recorded.ok) return recorded
  return ok(envelope.value.close(signature.value))
}
