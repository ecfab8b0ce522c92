import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { floods, prepareFloods, type FloodedService, type FloodSizes } from '../bench/flooding.ts'
import { startBenchService, type BenchService } from '../bench/service.ts'

/** Tests that portal and OCSP answer every probe during each flood, and that files and memory return. */
export function surviveFloods(sizes: FloodSizes): void {
  describe('the service during a flood', () => {
    let service: BenchService
    let flooded: FloodedService
    before(async () => {
      service = await startBenchService()
      flooded = await prepareFloods(service)
    })
    after(() => service.stop())

    for (const flood of floods)
      it(`answers every probe of portal and OCSP, and closes what was opened: ${flood.name}`, async () => {
        const { portal, ocsp, recovery, result } = await flooded.measure(flood, sizes)
        assert.deepEqual([portal.failed, ocsp.failed], [0, 0], JSON.stringify(result))
        assert.ok(portal.count > 5 && ocsp.count > 5)
        assert.notEqual(recovery, undefined, 'open files are where they were')
        if (flood.kind === 'wrong-passwords')
          for (const status of Object.keys(result))
            assert.match(status, /^(connected|no response|403|429|503)$/)
      })

    it('takes no memory for good', async () => {
      const before = flooded.memory()
      for (const flood of floods.filter(({ kind }) => kind === 'connect-and-close'))
        await flooded.measure(flood, sizes)
      for (const [name, now] of Object.entries(flooded.memory()))
        assert.ok(
          now < (before[name] ?? 0) + 100,
          `${name}: ${String(before[name])} MB, then ${String(now)} MB`,
        )
    })
  })
}
