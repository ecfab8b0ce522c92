import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import { instant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import type { SupplierAuthorisation, SupplierAuthorisationId } from '../contract.ts'
import { checkApplicant } from './applicant.ts'

const on = localDate('2026-11-25')
const parties = ['hospital', 'supplier', 'other'].map((organisationId, at) => ({
  organisationId,
  businessId: `010000${String(at)}-0` as BusinessId,
}))
const oids = [
  '1.2.246.10.1',
  '1.2.246.10.1.10.1',
  '1.2.246.10.1.10.11',
  '1.2.246.10.1.10.1.5',
] as Oid[]

const authorisation = (changes: Partial<SupplierAuthorisation>): SupplierAuthorisation => ({
  supplierAuthorisationId: 'authorisation' as string as SupplierAuthorisationId,
  giver: 'hospital',
  authorised: 'supplier',
  oids: 'all',
  validFrom: on,
  ...changes,
})

/** A small reproducible random generator. */
function choices(seed: number) {
  let state = seed
  return <Value>(among: readonly Value[]): Value => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return among[Math.floor((state / 2_147_483_648) * among.length)] as Value
  }
}

it('random applications are permitted exactly when an independent computation from the authorisations permits them (R181, R314)', () => {
  for (let seed = 1; seed <= 3000; seed += 1) {
    const choose = choices(seed)
    const authorisations = Array.from({ length: choose([0, 1, 2, 3]) }, () => {
      const validTo = choose([undefined, addDays(on, -1), on, addDays(on, 1)])
      const endedAt = choose([undefined, undefined, instant(1)])
      return authorisation({
        giver: choose(parties).organisationId,
        authorised: choose(parties).organisationId,
        oids: choose<SupplierAuthorisation['oids']>([
          'all',
          [choose(oids)],
          [choose(oids), choose(oids)],
        ]),
        validFrom: choose([addDays(on, -1), on, addDays(on, 1)]),
        ...(validTo !== undefined && { validTo }),
        ...(endedAt !== undefined && { endedAt }),
      })
    })
    const applicant = choose(parties)
    const owner = choose([...parties, undefined])
    const oid = choose(oids)
    const hasCeased = choose([false, false, true])
    const checked = checkApplicant({ applicant, owner, oid, authorisations, on, hasCeased })

    const isOwn = owner === applicant
    const isGiven = authorisations.some((one) => {
      if (owner === undefined || one.giver !== owner.organisationId) return false
      if (one.authorised !== applicant.organisationId || one.endedAt !== undefined) return false
      if (one.validFrom > on || (one.validTo ?? '9999-12-31') < on) return false
      return one.oids === 'all' || one.oids.some((root) => `${oid}.`.startsWith(`${root}.`))
    })
    assert.equal(checked.ok, isOwn || (isGiven && !hasCeased), `seed ${String(seed)}`)
  }
})

it('a supplier authorisation is not transitive, not even in a circle', () => {
  const [hospital, supplier, other] = parties
  assert.ok(hospital && supplier && other)
  const circle = [
    authorisation({}),
    authorisation({ giver: 'supplier', authorised: 'other' }),
    authorisation({ giver: 'other', authorised: 'hospital' }),
  ]
  const of = (applicant: typeof hospital) =>
    checkApplicant({
      ...{ applicant, owner: hospital, on, authorisations: circle, hasCeased: false },
      oid: '1.2.246.10.1' as Oid,
    })
  assert.deepEqual(of(supplier), { ok: true, value: circle[0] })
  assert.deepEqual(of(other), { ok: false, refusal: { kind: 'oid-of-another' } })
})

it('a supplier authorisation that has ended, or not begun, is reported as such', () => {
  const [owner, applicant] = parties
  assert.ok(owner && applicant)
  const kindWith = (changes: Partial<SupplierAuthorisation>) => {
    const checked = checkApplicant({
      ...{ applicant, owner, on, authorisations: [authorisation(changes)], hasCeased: false },
      oid: '1.2.246.10.1' as Oid,
    })
    return checked.ok ? 'ok' : checked.refusal.kind
  }
  assert.equal(kindWith({ endedAt: instant(1) }), 'authorisation-ended')
  assert.equal(kindWith({ validTo: addDays(on, -1) }), 'authorisation-ended')
  assert.equal(kindWith({ validFrom: addDays(on, 1) }), 'authorisation-not-begun')
})
