import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { instant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import type { PopulationFacts, Right, RightsHeld } from '../../../people/registers/contract.ts'
import type { Reliance } from '../../card/contract.ts'
import {
  queryAgainOn,
  assess,
  assessVersion,
  decisionOf,
  isRevoking,
  type Finding,
} from './assess.ts'
import { reconcile, type KnownChange } from './reconcile.ts'

const today = localDate('2026-11-25')

const card: Reliance = {
  cardId: 'card-1',
  personId: 'aino',
  givenNames: 'Aino',
  surname: 'Esimerkki',
  registrationNumber: '00198706129',
  rightCode: 'T10',
  validTo: localDate('2031-11-24'),
}

const right = (changes: Partial<Right> = {}): Right => ({
  rightId: 'r1',
  register: 'TERHIKKI',
  code: 'T10',
  title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
  validFrom: localDate('2012-06-01'),
  ...changes,
})

const rights = (...held: readonly Right[]) =>
  assess(
    card,
    { register: 'rights', held: { registrationNumber: '00198706129', rights: held } },
    today,
  )

const person = (changes: Partial<PopulationFacts>) =>
  assess(
    card,
    {
      register: 'population',
      person: {
        givenNames: 'Aino',
        surname: 'Esimerkki',
        language: 'fi',
        nonDisclosure: false,
        ...changes,
      },
    },
    today,
  )

describe('the comparison of a card with its register', () => {
  it('confirms it', () => {
    assert.deepEqual(rights(right()), [])
    assert.deepEqual(rights(right({ validTo: card.validTo })), [])
    assert.deepEqual(person({}), [])
  })

  it('finds that the right has ended, does not exist, or has not begun', () => {
    assert.deepEqual(rights(right({ validTo: localDate('2026-11-24') })), [{ kind: 'right-ended' }])
    assert.deepEqual(rights(right({ code: 'T20' })), [{ kind: 'right-ended' }])
    assert.deepEqual(rights(right({ validFrom: localDate('2026-11-26') })), [
      { kind: 'right-ended' },
    ])
    assert.deepEqual(assess(card, { register: 'rights', held: undefined }, today), [
      { kind: 'right-ended' },
    ])
  })

  it('finds that the right ends before the card, on its last day still in force', () => {
    assert.deepEqual(rights(right({ validTo: today })), [
      { kind: 'right-restricted', validTo: today },
    ])
    assert.deepEqual(rights(right({ validTo: today }), right({ rightId: 'r2' })), [])
    assert.equal(queryAgainOn([{ kind: 'right-restricted', validTo: today }]), '2026-11-26')
    assert.equal(queryAgainOn([{ kind: 'name-changed' }]), undefined)
  })

  it('finds another number than that on the card', () => {
    const held: RightsHeld = {
      registrationNumber: '00198706129',
      doctorId: '204115',
      rights: [right()],
    }
    assert.deepEqual(assess(card, { register: 'rights', held }, today), [
      { kind: 'number-changed' },
    ])
  })

  it('finds the latest end of several rights, and queries again after the first', () => {
    const [first, last] = [localDate('2027-01-31'), localDate('2028-01-31')]
    for (const ends of [
      [first, last],
      [last, first],
    ])
      assert.deepEqual(rights(...ends.map((validTo) => right({ validTo }))), [
        { kind: 'right-restricted', validTo: last },
      ])
    const restricted = [last, first, last].map((validTo) => ({
      ...({ kind: 'right-restricted', validTo } as const),
    }))
    assert.equal(queryAgainOn(restricted), '2027-02-01')
    assert.deepEqual(rights(right({ validFrom: today })), [])
  })

  it('finds another registration number, and nothing of rights for an employer’s card', () => {
    const held = { registrationNumber: '00198706130', rights: [right()] }
    assert.deepEqual(assess(card, { register: 'rights', held }, today), [
      { kind: 'number-changed' },
    ])
    const { rightCode: _none, ...ofEmployer } = card
    assert.deepEqual(assess(ofEmployer, { register: 'rights', held: undefined }, today), [])
  })

  it('looks at a card on its last day still', () => {
    const last = { ...card, validTo: today }
    assert.deepEqual(assess(last, { register: 'rights', held: undefined }, today), [
      { kind: 'right-ended' },
    ])
  })

  it('finds another name, or death', () => {
    assert.deepEqual(person({ surname: 'Uusi' }), [{ kind: 'name-changed' }])
    assert.deepEqual(person({ givenNames: 'Aina' }), [{ kind: 'name-changed' }])
    assert.deepEqual(person({ surname: 'Uusi', died: today }), [{ kind: 'holder-died' }])
  })

  it('finds nothing for a person unknown to the population register, or an expired card', () => {
    assert.deepEqual(assess(card, { register: 'population', person: undefined }, today), [])
    const past = { ...card, validTo: localDate('2026-11-24') }
    assert.deepEqual(assess(past, { register: 'rights', held: undefined }, today), [])
  })
})

describe('the record of a finding', () => {
  const at = instant(Date.UTC(2026, 10, 25, 8))

  it('stores the rule’s version and the facts, without a name (R142)', () => {
    const until = localDate('2026-11-24')
    const response = {
      register: 'rights',
      held: { registrationNumber: '00198706129', rights: [right({ validTo: until })] },
    } as const
    const [finding] = assess(card, response, today)
    assert.ok(finding)
    assert.deepEqual(decisionOf(finding, { card, response, at }), {
      rule: 'register-change',
      version: assessVersion,
      decidedAt: '2026-11-25T08:00:00.000Z',
      grounds: [
        {
          kind: 'right-ended',
          rule: 'R80',
          facts: { code: 'T10', until, cardValidTo: card.validTo },
        },
      ],
    })
    const renamed = decisionOf(
      { kind: 'name-changed' },
      { card, response: { register: 'population', person: undefined }, at },
    )
    assert.ok(!/Aino|Esimerkki/.test(JSON.stringify(renamed)))
  })

  it('cites R80 for what cancels the card and R82 for what offers a new one, with the day and the code of the right', () => {
    const [early, late] = [localDate('2026-01-31'), localDate('2026-11-24')]
    const rightsOf = (...held: readonly Right[]) =>
      ({
        register: 'rights',
        held: { registrationNumber: '00198706129', rights: held },
      }) as const
    const ended = rightsOf(
      right({ validTo: late }),
      right({ validTo: early }),
      right({ code: 'T20', validTo: localDate('2030-01-01') }),
      right(),
    )
    const unknown = { register: 'population', person: undefined } as const
    const cardValidTo = card.validTo
    for (const [finding, response, rule, facts] of [
      [{ kind: 'right-ended' }, ended, 'R80', { code: 'T10', until: late, cardValidTo }],
      [
        { kind: 'right-restricted', validTo: early },
        ended,
        'R82',
        { code: 'T10', until: early, cardValidTo },
      ],
      [{ kind: 'number-changed' }, rightsOf(), 'R82', { code: 'T10', cardValidTo }],
      [
        { kind: 'right-ended' },
        { register: 'rights', held: undefined },
        'R80',
        { code: 'T10', cardValidTo },
      ],
      [{ kind: 'name-changed' }, unknown, 'R82', { cardValidTo }],
      [{ kind: 'holder-died' }, unknown, 'R80', { cardValidTo }],
    ] as const)
      assert.deepEqual(decisionOf(finding, { card, response, at }).grounds, [
        { kind: finding.kind, rule, facts },
      ])
    const { rightCode: _none, ...ofEmployer } = card
    const [ground] = decisionOf(
      { kind: 'number-changed' },
      { card: ofEmployer, response: rightsOf(), at },
    ).grounds
    assert.deepEqual(ground?.facts, { cardValidTo })
  })

  it('matches its version: other findings need a new version (R142)', () => {
    const ends = ['2026-11-24', '2026-11-25', '2030-01-01', '2031-11-24', '2040-01-01'].map((day) =>
      right({ validTo: localDate(day) }),
    )
    const found = [
      rights(),
      ...[right(), right({ code: 'T11' }), right({ validFrom: localDate('2026-11-26') }), ...ends]
        .flatMap((one, _index, all) => all.map((other) => [one, other] as const))
        .map((both) => rights(...both)),
      person({}),
      person({ givenNames: 'Aina' }),
      person({ surname: 'Uusi' }),
      person({ died: today }),
      person({ died: today, surname: 'Uusi' }),
      assess(
        { ...card, validTo: localDate('2026-11-24') },
        { register: 'rights', held: undefined },
        today,
      ),
    ]
    const digest = createHash('sha256').update(JSON.stringify(found)).digest('hex').slice(0, 16)
    assert.equal(digest, { 1: '14de0984cc7f526a' }[assessVersion])
  })
})

describe('the state of known changes', () => {
  const kinds = [
    'right-ended',
    'right-restricted',
    'number-changed',
    'name-changed',
    'holder-died',
  ] as const
  const finding: fc.Arbitrary<Finding> = fc.oneof(
    fc
      .constantFrom(...kinds.filter((kind) => kind !== 'right-restricted'))
      .map((kind) => ({ kind })),
    fc
      .integer({ min: 0, max: 3 })
      .map((days) => ({ kind: 'right-restricted' as const, validTo: addDays(today, days) })),
  )
  const response = fc.uniqueArray(finding, { selector: ({ kind }) => kind })

  const take = (
    known: readonly KnownChange[],
    register: 'rights' | 'population',
    response: readonly Finding[],
  ): readonly KnownChange[] => {
    const ofRegister = response.filter(({ kind }) =>
      register === 'rights'
        ? kind !== 'name-changed' && kind !== 'holder-died'
        : kind === 'name-changed' || kind === 'holder-died',
    )
    const { noticed, gone } = reconcile(register, known, ofRegister)
    return [
      ...known.filter((change) => !gone.includes(change)),
      ...noticed.map((found) => ({ state: 'waiting' as const, ...found })),
    ]
  }
  const shown = (known: readonly KnownChange[]) =>
    known.map(({ kind, validTo }) => `${kind} ${validTo ?? ''}`).toSorted()

  it('reflects the last responses of both registers, whatever came before, in any order and number', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('rights', 'population'), response)),
        response,
        fc.array(fc.constantFrom('rights', 'population')),
        (before, last, repeated) => {
          const known = before.reduce<readonly KnownChange[]>(
            (each, [register, response]) => take(each, register, response),
            [],
          )
          const ended = [...repeated, 'rights' as const, 'population' as const].reduce(
            (each, register) => take(each, register, last),
            known,
          )
          assert.deepEqual(
            shown(ended),
            last.map(({ kind, validTo }) => `${kind} ${validTo ?? ''}`).toSorted(),
          )
        },
      ),
    )
  })

  it('keeps a revoked card revoked', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), response, (kind, response) => {
        const applied = { kind, state: 'applied' as const }
        const stored = take(take([applied], 'rights', response), 'population', response)
        assert.equal(stored.includes(applied) || !isRevoking(kind), true)
      }),
    )
  })
})
