import assert from 'node:assert/strict'
import { it } from 'node:test'
import { day, hour, plus, second } from '@sotevarmenne/kernel/instant'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { releasePause, viewPauses } from '../../apps/server/src/pki/crl/release-paused-crls.ts'
import { openCrls } from '../../apps/server/src/pki/crl/testing/crls.ts'

forEachDatabase('the CRLs', (database) => {
  const { db } = database
  const suite = openCrls(database)
  const { aNode, revoke, listOf, serialsOf, record, clock, revocations } = suite
  const shards = [0, 1, 2]

  it('Let’s Encrypt 2022: the shards together have each revoked certificate exactly once, also after a restart', async () => {
    const node = aNode('shards')
    await node.refresh()
    const expected: string[] = []
    for (let number = 0; number < 45; number += 1) expected.push(await revoke(number % 3))
    for (const restarted of [node, aNode('shards again')]) {
      suite.now = plus(suite.now, 2 * second)
      await restarted.refresh()
      const listed: string[] = []
      for (const shard of shards) listed.push(...serialsOf(await listOf(restarted, shard)))
      assert.deepEqual(listed.filter((serial) => expected.includes(serial)).sort(), expected.sort())
      assert.equal(new Set(listed).size, listed.length)
      // And the whole list has the same.
      assert.deepEqual(serialsOf(await listOf(restarted)).toSorted(), listed.toSorted())
    }
  })

  it('DVV 2023: many certificates that are revoked by mistake reach no CRL before two persons have agreed', async () => {
    const node = aNode('mistake')
    await node.refresh()
    const mistaken: string[] = []
    for (let number = 0; number < 61; number += 1) mistaken.push(await revoke(number % 3))
    for (let round = 0; round < 3; round += 1) {
      suite.now = plus(suite.now, hour)
      await node.refresh()
      const listed = serialsOf(await listOf(node))
      assert.deepEqual(
        listed.filter((serial) => mistaken.includes(serial)),
        [],
      )
    }
    // The lists did not lapse meanwhile, and somebody was alerted.
    assert.equal((await listOf(node)).thisUpdate, suite.now)
    assert.ok(suite.faults.some((fault) => /paused: 61 revoked/.test(String(fault))))
    const holding = { db, record, clock, revocations }
    const view = await viewPauses.handle(holding)(aPermit('crl.viewPauses', { personId: 'one' }))
    assert.ok(view.ok)
    const [pause] = view.value.pauses
    assert.ok(pause)
    const agree = (personId: string) =>
      releasePause.handle(holding)(aPermit('crl.releasePause', { personId }), pause)
    assert.ok((await agree('one')).ok)
    assert.equal((await agree('one')).ok, false)
    await node.refresh()
    assert.ok(!serialsOf(await listOf(node)).includes(mistaken[0] ?? ''))
    assert.ok((await agree('other')).ok)
    suite.now = plus(suite.now, 2 * second)
    await node.refresh()
    assert.ok(serialsOf(await listOf(node)).includes(mistaken[0] ?? ''))
  })

  it('Certainly 2025: a revoked certificate stays on the CRL until it has expired, however often that is signed', async () => {
    const node = aNode('entry')
    await node.refresh()
    const notAfter = plus(suite.now, 3 * day)
    const serial = await revoke(1, notAfter)
    for (const at of [plus(suite.now, 2 * second), plus(notAfter, -day), plus(notAfter, -second)]) {
      suite.now = at
      await node.refresh()
      for (const shard of [1, undefined])
        assert.ok(serialsOf(await listOf(node, shard)).includes(serial), String(at - notAfter))
    }
  })

  it('IdenTrust 2024: a list is signed again each hour though nothing changes, days before it would lapse', async () => {
    const node = aNode('fresh')
    await node.refresh()
    const first = await listOf(node)
    for (let hours = 1; hours <= 5; hours += 1) {
      suite.now = plus(suite.now, hour)
      await node.refresh()
      const next = await listOf(node)
      assert.equal(next.thisUpdate, suite.now)
      assert.ok(next.number > first.number)
      assert.ok(next.nextUpdate >= plus(suite.now, day), 'a day to notice that it is not signed')
    }
  })
})
