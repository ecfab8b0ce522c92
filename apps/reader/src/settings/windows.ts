import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Settings as Environment } from '@sotevarmenne/kernel/settings'
import { environmentOf, policyKey, type PolicyValue } from './policy.ts'

/** What the launcher sets on Linux: folders of Windows, and what the installer put beside the program. */
export function windowsDefaults(
  programFolder: string,
  { LOCALAPPDATA: own, SystemRoot: windows = String.raw`C:\Windows` }: NodeJS.ProcessEnv,
): Environment {
  const noticeKey = path.join(programFolder, 'notice-key.pem')
  return {
    SOTEVARMENNE_CARD_READER: 'pcsc',
    SOTEVARMENNE_PAGE_OPENER: path.win32.join(windows, 'explorer.exe'),
    ...(own !== undefined && { SOTEVARMENNE_DATA: path.join(own, 'sotevarmenne') }),
    ...(existsSync(noticeKey) && { SOTEVARMENNE_NOTICE_KEY_FILE: noticeKey }),
  }
}

/** What group policy has set for this machine (registry, HKEY_LOCAL_MACHINE). */
export async function policyOfRegistry(): Promise<Environment> {
  const { default: koffi } = await import('koffi')
  const getValue = koffi
    .load('advapi32.dll')
    .func('RegGetValueW', 'int32_t', [
      ...['uintptr_t', 'str16', 'str16', 'uint32_t'],
      ...['uint8_t *', 'uint8_t *', 'uint8_t *'],
    ])
  return environmentOf(({ name }): PolicyValue | undefined => {
    const [type, size, data] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.alloc(maxValue)]
    size.writeUInt32LE(data.length)
    const words = [localMachine, policyKey, name, anyTextOrNumber, type, data, size]
    if (Number(getValue(...words)) !== 0) return undefined
    const bytes = data.subarray(0, size.readUInt32LE())
    if (type.readUInt32LE() === number) return bytes.readUInt32LE()
    const texts = bytes
      .toString('utf16le')
      .split('\0')
      .filter((text) => text !== '')
    return type.readUInt32LE() === list ? texts : (texts[0] ?? '')
  })
}

/** winreg.h: a predefined handle, extended by its sign. */
const localMachine = 0xffffffff80000002n
/** RRF_RT_REG_SZ, RRF_RT_REG_DWORD and RRF_RT_REG_MULTI_SZ. */
const anyTextOrNumber = 0x2 | 0x10 | 0x20
const [number, list] = [4, 7]
const maxValue = 64 * 1024

/** Windows has no journal of a user's programs: faults go to a file, of which an earlier one is stored too. */
export const faultFile =
  (file: string, now: () => Date = () => new Date()): ((words: string) => void) =>
  (words) => {
    mkdirSync(path.dirname(file), { recursive: true })
    if (existsSync(file) && statSync(file).size > maxFaults) renameSync(file, `${file}.old`)
    appendFileSync(file, `${now().toISOString()} ${words}`)
  }

const maxFaults = 1024 * 1024
