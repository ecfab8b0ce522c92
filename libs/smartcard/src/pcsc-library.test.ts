import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import koffi from 'koffi'
import { readerStateMembers, systemOf } from './pcsc-library.ts'

/** Offsets and sizes by the headers of each system, for 64 bits. */
describe('SCARD_READERSTATE', () => {
  it('is that of winscard.h on Windows', () => {
    const { offsets, size } = layoutOn('win32')
    assert.deepEqual(offsets, [0, 8, 16, 20, 24, 28])
    assert.equal(size, 64)
  })

  it('is that of the PCSC framework on macOS: without padding, and with 32 bits for DWORD', () => {
    const { offsets, size } = layoutOn('darwin')
    assert.deepEqual(offsets, [0, 8, 16, 20, 24, 28])
    assert.equal(size, 61)
  })

  it('is that of pcsclite on Linux, with 64 bits for DWORD', () => {
    const { offsets, size } = layoutOn('linux')
    assert.deepEqual(offsets, [0, 8, 16, 24, 32, 40])
    assert.equal(size, 80)
  })
})

function layoutOn(platform: NodeJS.Platform) {
  const system = systemOf(platform)
  const members = readerStateMembers(system)
  const state = system.isPacked ? koffi.pack(members) : koffi.struct(members)
  return {
    offsets: Object.keys(members).map((member) => koffi.offsetof(state, member)),
    size: koffi.sizeof(state),
  }
}
