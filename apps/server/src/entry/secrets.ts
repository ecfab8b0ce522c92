import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isFactoryKey } from '@sotevarmenne/smartcard/diversify'
import type { Config } from './config.ts'

/**
 * The key that encrypts identity codes and photos. Throws when it is short or easy to guess, before anything
 * is encrypted with it. Only the demo environment generates its own and stores it in its data folder.
 */
export function peopleKeyOf({ peopleKey, isDemoEnvironment, data }: Config): Uint8Array {
  if (peopleKey !== undefined) return decodedKey(peopleKey)
  if (!isDemoEnvironment)
    throw new Error('SOTEVARMENNE_PEOPLE_KEY or SOTEVARMENNE_PEOPLE_KEY_FILE is missing')
  const file = path.join(data, 'people.key')
  if (!existsSync(file)) {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  }
  return decodedKey(readFileSync(file, 'utf8'))
}

function decodedKey(text: string): Uint8Array {
  const key = new Uint8Array(Buffer.from(text.trim(), 'base64'))
  if (key.length < 32) throw new Error('the people key must have 32 bytes, in base64')
  if (isFactoryKey(key)) throw new Error('the people key is easy to guess: generate a random one')
  return key
}
