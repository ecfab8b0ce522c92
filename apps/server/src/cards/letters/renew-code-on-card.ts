import { timingSafeEqual } from 'node:crypto'
import * as api from '@sotevarmenne/api/cards'
import type { RelayTurnView } from '@sotevarmenne/api/card-relay'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { withCard } from '@sotevarmenne/smartcard/apdu'
import type { RelayedChannel } from '#cards/card-relay/index.ts'
import type { Permit } from '#platform/permit.ts'
import { aboutCard, findCardByNumber, notify } from '#cards/card/index.ts'
import type { CardIn, ProducedState } from '#cards/card/contract.ts'
import { operation } from '#platform/operation.ts'
import { digestOfProof } from './letter-secrets.ts'
import type { ActivationCodePutOnCard } from './contract.ts'
import type { LettersDeps } from './deps.ts'
import { checkLetterState, type LetterRefusal, maxWrongProofs } from './domain/activation-letter.ts'
import { relayedCardProblems, letterProblems } from './problems.ts'
import {
  arePinsSet,
  isThisCard,
  haveOwnStepDone,
  type RelayedCardRefusal,
  type RenewCodeRefusal,
} from './relayed-card.ts'
import {
  findLetter,
  forgetFormerCodes,
  lockCodeDigest,
  markCodeOnCard,
  setWrongProofs,
} from './store.ts'
import { texts } from './texts.ts'

/**
 * A user who proves knowledge of the code of a new letter may put it on the letter's card, and set both PINs:
 * the service opens the card for that and never sees the code. The former code of the card becomes invalid on
 * it.
 */
export const renewCodeOnCard = operation({
  contract: api.renewCodeOnCard,
  problems: {
    ...letterProblems,
    'code-already-on-card': { status: 409, ...texts.codeAlreadyOnCard },
    'wrong-code-of-letter': { status: 403, ...texts.wrongCodeOfLetter },
    'code-of-letter-blocked': { status: 403, ...texts.codeOfLetterBlocked },
    'too-many-relays': { status: 503, ...texts.tryLater },
  },
  handle:
    (deps: LettersDeps) =>
    async (
      permit,
      { cardNumber, letterNumber, proof, atr },
    ): Promise<Result<RelayTurnView, RenewCodeRefusal>> => {
      const checked = await deps.db.read(async (tx) =>
        checkLetterState(
          await findCardByNumber(tx, cardNumber),
          await findLetter(tx, letterNumber),
        ),
      )
      if (!checked.ok) return checked
      const proved = await checkProof(deps, letterNumber, Buffer.from(proof, 'base64'))
      if (!proved.ok) return proved
      return deps.relays.open({
        atr: new Uint8Array(Buffer.from(atr, 'hex')),
        permit,
        about: aboutCard(checked.value),
        run: (channel) =>
          putCodeOnCard(deps, permit, { card: checked.value, letterNumber, channel }),
        problems: relayedCardProblems,
      })
    },
})

type ProofChecked = Result<
  void,
  Exclude<RenewCodeRefusal, LetterRefusal | { readonly kind: 'too-many-relays' }>
>

/** A wrong proof is counted, and the count is committed: the response is given after its transaction. */
async function checkProof(
  { db }: Pick<LettersDeps, 'db'>,
  letterNumber: string,
  proof: Uint8Array,
): Promise<ProofChecked> {
  const counted = await db.write(async (tx): Promise<Result<ProofChecked, never>> => {
    const stored = await lockCodeDigest(tx, letterNumber)
    if (!stored) return ok(refuse({ kind: 'code-already-on-card' }))
    if (stored.wrongProofs >= maxWrongProofs) return ok(refuse({ kind: 'code-of-letter-blocked' }))
    if (timingSafeEqual(digestOfProof(proof), stored.digest)) {
      await setWrongProofs(tx, letterNumber, 0)
      return ok(ok(undefined))
    }
    await setWrongProofs(tx, letterNumber, stored.wrongProofs + 1)
    const triesLeft = maxWrongProofs - stored.wrongProofs - 1
    return ok(
      triesLeft === 0
        ? refuse({ kind: 'code-of-letter-blocked' })
        : refuse({ kind: 'wrong-code-of-letter', triesLeft }),
    )
  })
  return counted.ok ? counted.value : counted
}

async function putCodeOnCard(
  deps: LettersDeps,
  permit: Permit,
  {
    card,
    letterNumber,
    channel,
  }: {
    readonly card: CardIn<ProducedState>
    readonly letterNumber: string
    readonly channel: RelayedChannel
  },
): Promise<Result<{ readonly codeOnCard: true }, RelayedCardRefusal>> {
  const set = await withCard(async (): Promise<Result<void, RelayedCardRefusal>> => {
    const found = await isThisCard(channel, card)
    if (!found.ok) return found
    // The code with PIN1, then PIN2.
    for (const purpose of ['activation', 'pins'] as const) {
      const done = await haveOwnStepDone(channel, card, { adminKeys: deps.adminKeys, purpose })
      if (!done.ok) return done
    }
    return (await arePinsSet(channel)) ? ok(undefined) : refuse({ kind: 'pins-not-set' })
  })
  if (!set.ok) return set
  return deps.db.write(async (tx) => {
    const letter = await findLetter(tx, letterNumber)
    await markCodeOnCard(tx, letterNumber)
    // Replaced meanwhile: the card now knows the code of a former letter, to be invalidated at its next contact.
    if (letter?.state !== 'sent') return ok({ codeOnCard: true } as const)
    await forgetFormerCodes(tx, card.cardId)
    const event: ActivationCodePutOnCard = {
      type: 'ActivationCodePutOnCard',
      about: aboutCard(card),
      letterNumber: letter.letterNumber,
    }
    await notify(deps, tx, event, permit)
    return ok({ codeOnCard: true } as const)
  })
}
