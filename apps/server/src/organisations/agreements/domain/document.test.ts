import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { AgreementId } from '../../registry/contract.ts'
import type { AgreementDocument } from '../contract.ts'
import { awaitedFrom, change, conclude, decline, saysTheSame, sign, withdraw } from './document.ts'

const giver = { organisationId: 'hospital', name: 'Sairaala' } as AgreementDocument['organisation']
const other = { ...giver, organisationId: 'pharmacy', name: 'Apteekki' }
const at = instant(5)
const signature = { personId: 'aino', name: 'Aino', organisationId: 'hospital', at }
const scope = { product: 'staff-card', points: [], validFrom: localDate('2027-01-01') } as const
const terms = {
  agreement: { kind: 'agreement', units: 'all', priceList: 'standard', ...scope },
  delegation: { kind: 'delegation', delegate: other, ...scope },
  end: { kind: 'end' },
} as unknown as {
  readonly [Kind in AgreementDocument['terms']['kind']]: AgreementDocument['terms']
}
const kinds = ['agreement', 'delegation', 'end'] as const
const states = ['drafted', 'signed', 'concluded', 'declined', 'withdrawn'] as const
const document = (kind: (typeof kinds)[number], state: AgreementDocument['state'] = 'drafted') =>
  ({
    ...{ documentId: 'document', organisation: giver, terms: terms[kind], language: 'fi' },
    ...{ draftedBy: 'aino', draftedAt: instant(1), signatures: [], state },
  }) as unknown as AgreementDocument
const kindOf = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
  result.refusal?.kind ?? 'ok'

/** The states, for each kind, in which the step is taken; in all others it is refused. */
const takenIn = (step: (of: AgreementDocument) => { readonly ok: boolean }) =>
  Object.fromEntries(
    kinds.map((kind) => [kind, states.filter((state) => step(document(kind, state)).ok).join(' ')]),
  )

describe('a document that an organisation signs (R211)', () => {
  it('awaits the giver, then for a delegation the other organisation', () => {
    for (const kind of kinds) {
      assert.equal(awaitedFrom(document(kind)), 'hospital')
      assert.equal(
        awaitedFrom(document(kind, 'signed')),
        kind === 'delegation' ? 'pharmacy' : undefined,
      )
      for (const over of ['concluded', 'declined', 'withdrawn'] as const)
        assert.equal(awaitedFrom(document(kind, over)), undefined)
    }
  })

  it('is changed until it is signed, and stays of its kind (R250)', () => {
    const { organisation, terms: same } = document('agreement')
    const changes = { organisation, terms: same, language: 'sv' } as const
    assert.deepEqual(change(document('agreement'), changes), {
      ...{ ok: true, value: { ...document('agreement'), language: 'sv' } },
    })
    assert.deepEqual(
      takenIn((of) => change(of, { ...changes, terms: of.terms })),
      { agreement: 'drafted', delegation: 'drafted', end: 'drafted' },
    )
    assert.equal(kindOf(change(document('end'), changes)), 'step-not-possible')
  })

  it('is the same PDF with the same terms, organisation and language', () => {
    const one = document('agreement')
    assert.equal(
      saysTheSame(one, { ...document('agreement', 'withdrawn'), draftedBy: 'eero' }),
      true,
    )
    for (const changes of [
      { terms: terms.end },
      { organisation: other },
      { language: 'sv' as const },
    ])
      assert.equal(saysTheSame(one, { ...one, ...changes }), false)
  })

  it('of a delegation is signed by its giver and concluded by its acceptance, of the others by one signature', () => {
    assert.deepEqual(
      takenIn((of) => sign(of, signature)),
      {
        ...{ agreement: '', delegation: 'drafted', end: '' },
      },
    )
    const signed = sign(document('delegation'), signature)
    assert.deepEqual(signed.ok && signed.value, {
      ...document('delegation'),
      ...{ state: 'signed', signatures: [signature] },
    })
    const agreementId = 'agreement' as AgreementId
    assert.deepEqual(
      takenIn((of) => conclude(of, signature, agreementId)),
      {
        ...{ agreement: 'drafted', delegation: 'signed', end: 'drafted' },
      },
    )
    const accepting = { ...signature, personId: 'eero', organisationId: 'pharmacy' }
    assert.ok(signed.ok)
    assert.deepEqual(conclude(signed.value, accepting, agreementId), {
      ok: true,
      value: {
        ...{ ...document('delegation'), state: 'concluded', agreementId },
        ...{ signatures: [signature, accepting], settledBy: 'eero', settledAt: at },
      },
    })
  })

  it('is declined by the other organisation once it is signed, and withdrawn by its giver before it is concluded', () => {
    const settling = { by: 'eero', now: at }
    const everyKind = (where: string) => ({ agreement: where, delegation: where, end: where })
    assert.deepEqual(
      takenIn((of) => decline(of, settling)),
      everyKind('signed'),
    )
    assert.deepEqual(
      takenIn((of) => withdraw(of, settling)),
      everyKind('drafted signed'),
    )
    const settled = { settledBy: 'eero', settledAt: at }
    const signed = document('delegation', 'signed')
    assert.deepEqual(decline(signed, settling), {
      ...{ ok: true, value: { ...signed, state: 'declined', ...settled } },
    })
    assert.deepEqual(withdraw(signed, settling), {
      ...{ ok: true, value: { ...signed, state: 'withdrawn', ...settled } },
    })
    assert.deepEqual(decline(document('end'), settling), {
      ...{ ok: false, refusal: { kind: 'step-not-possible', state: 'drafted' } },
    })
  })
})
