import { fromHex, toHex } from '../bytes.ts'
import type { VirtualCard } from './virtual-card.ts'

/** Sends one command in hex digits, blanks between them as one likes; answers data and status word in hex. */
export const say = async (card: VirtualCard, hex: string): Promise<string> =>
  toHex(await card.process(fromHex(hex.replaceAll(' ', ''))))
