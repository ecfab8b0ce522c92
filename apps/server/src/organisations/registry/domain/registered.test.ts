import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aProvider, oid } from '../testing.ts'
import { checkRegistered } from './registered.ts'

describe('an organisation that is to be added', () => {
  const provider = aProvider()
  const coded = [{ oid: provider.oid }, ...provider.units]
  const active = { status: 'active' } as const
  const kindOf = (...requested: Parameters<typeof checkRegistered>) => {
    const checked = checkRegistered(...requested)
    return checked.ok ? 'ok' : checked.refusal.kind
  }

  it('must not have ceased; insolvency is no obstacle', () => {
    for (const status of ['active', 'in-restructuring', 'in-liquidation', 'in-bankruptcy'] as const)
      assert.equal(kindOf(provider, { business: { status }, coded }), 'ok')
    assert.equal(kindOf(provider, { business: { status: 'ceased' }, coded }), 'organisation-ceased')
  })

  it('must be in the code service under its code, unless it is another body', () => {
    const business = active
    for (const kind of ['provider', 'pharmacy'] as const)
      assert.equal(
        kindOf({ ...provider, kind, units: [] }, { business, coded: provider.units }),
        'organisation-not-in-code-service',
      )
    const body = { ...provider, kind: 'other-body', units: [] } as const
    assert.equal(kindOf(body, { business, coded: [] }), 'ok')
  })

  it('has units of the code service only, whatever its kind', () => {
    const unit = { oid: oid(`${provider.oid}.10.2`), name: 'Muu' }
    for (const kind of ['provider', 'other-body'] as const)
      assert.deepEqual(
        checkRegistered(
          { ...provider, kind, units: [...provider.units, unit] },
          { business: active, coded },
        ),
        { ok: false, refusal: { kind: 'unit-not-in-code-service', oid: unit.oid } },
      )
  })
})
