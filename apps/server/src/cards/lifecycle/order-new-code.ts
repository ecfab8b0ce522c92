import * as api from '@sotevarmenne/api/cards'
import type { CardView } from '@sotevarmenne/api/cards'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { Address } from '#people/persons/contract.ts'
import { isSameAddress } from '#people/persons/index.ts'
import type { IdentificationRefusal } from '#points/identification/contract.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import { findCard, lockCard, requesterOf } from '#cards/card/index.ts'
import {
  mayReplaceLetter,
  plannedLetterDay,
  type ReplaceLetterRefusal,
} from '#cards/letters/index.ts'
import type { CardIn, ProducedState } from '#cards/card/contract.ts'
import { identificationProblems } from '#points/identification/index.ts'
import { operation } from '#platform/operation.ts'
import type { CardsDeps } from './deps.ts'
import { holderMay, registrarMay } from './may.ts'
import { showCard } from './view.ts'
import { texts } from './texts.ts'
import { viewLetterAddressProblems, newCodeProblems } from './problems.ts'

type Refused = { readonly kind: 'card-not-found' } | ReplaceLetterRefusal

export type OrderNewCodeRefusal =
  Refused | { readonly kind: 'new-code-for-oneself' } | IdentificationRefusal

/** At any desk, like cancelling (R16): the holder is present and was identified. */
export const orderNewCode = operation({
  contract: api.orderNewCode,
  problems: {
    ...newCodeProblems,
    ...identificationProblems,
    'new-code-for-oneself': { status: 403, ...texts.newCodeNotForOneself },
  },
  handle:
    (deps: CardsDeps) =>
    (permit, { cardId, identification, letterAddress }) =>
      deps.db.write(async (tx): Promise<Result<CardView, OrderNewCodeRefusal>> => {
        const requester = requesterOf(permit)
        const checked = await check(deps, tx, cardId)
        if (!checked.ok) return checked
        const identified = await deps.identify(tx, {
          personId: checked.value.holder,
          presented: identification,
        })
        if (!identified.ok) return identified
        if (requester.personId === checked.value.holder)
          return refuse({ kind: 'new-code-for-oneself' })
        await deps.letters.replaceLetter(tx, permit, {
          card: checked.value,
          address: letterAddress ?? 'registration-point',
        })
        return ok(await showCard(tx, checked.value, (shown) => registrarMay(shown, requester)))
      }),
})

export type OrderOwnNewCodeRefusal =
  | Refused
  | RegisterUnavailable
  | { readonly kind: 'unknown-to-population-register' }
  /** The address in the register differs from the one that the holder confirmed. */
  | { readonly kind: 'address-not-confirmed' }

/**
 * By the holder after a strong sign-in, to the address in the population register, which the holder confirms.
 */
export const orderOwnNewCode = operation({
  contract: api.orderOwnNewCode,
  problems: {
    ...newCodeProblems,
    ...viewLetterAddressProblems,
    'address-not-confirmed': { status: 409, ...texts.addressNotConfirmed },
  },
  handle:
    (deps: CardsDeps) =>
    async (permit, { cardId, address }): Promise<Result<CardView, OrderOwnNewCodeRefusal>> => {
      const registered = await addressOf(deps, permit)
      if (!registered.ok) return registered
      if (address !== undefined && !isSameAddress(address, registered.value))
        return refuse({ kind: 'address-not-confirmed' })
      return deps.db.write(async (tx): Promise<Result<CardView, OrderOwnNewCodeRefusal>> => {
        const requester = requesterOf(permit)
        // Before any other rule and before the lock: of others' cards the requester learns nothing.
        const requested = await findCard(tx, cardId)
        if (requested?.holder !== requester.personId) return refuse({ kind: 'card-not-found' })
        const checked = await check(deps, tx, cardId)
        if (!checked.ok) return checked
        await deps.letters.replaceLetter(tx, permit, {
          card: checked.value,
          address: address ?? 'registration-point',
        })
        return ok(await showCard(tx, checked.value, (shown) => holderMay(shown, requester)))
      })
    },
})

export type ViewLetterAddressRefusal =
  RegisterUnavailable | { readonly kind: 'unknown-to-population-register' }

export const viewLetterAddress = operation({
  contract: api.viewLetterAddress,
  problems: viewLetterAddressProblems,
  handle:
    (deps: CardsDeps) =>
    async (
      permit,
    ): Promise<Result<{ address?: Address; leaves: LocalDate }, ViewLetterAddressRefusal>> => {
      const registered = await addressOf(deps, permit)
      if (!registered.ok) return registered
      const { plannedFor: leaves } = await deps.db.read((tx) =>
        plannedLetterDay(tx, deps.clock.now()),
      )
      return ok({ leaves, ...(registered.value && { address: registered.value }) })
    },
})

/** Address of the requesting person in the population register; none under non-disclosure. */
async function addressOf(
  { db, people, registers }: CardsDeps,
  permit: Permit,
): Promise<Result<Address | undefined, ViewLetterAddressRefusal>> {
  const personId = personOf(permit)
  const identityCode = await db.read((tx) => people.identityCodeOf(tx, personId))
  const found = await registers.lookUpPerson(identityCode)
  if (!found.ok) return found
  return ok(found.value.nonDisclosure ? undefined : found.value.address)
}

async function check(
  { clock }: Pick<CardsDeps, 'clock'>,
  tx: Tx,
  cardId: string,
): Promise<Result<CardIn<ProducedState>, Refused>> {
  const card = await lockCard(tx, cardId)
  return card ? mayReplaceLetter({ clock }, tx, card) : refuse({ kind: 'card-not-found' })
}
