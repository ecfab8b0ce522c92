import type { AdminExchange } from '../admin-key.ts'
import type { CardState } from './state.ts'

/**
 * A card with power: its stored state, and the session that ends with the power. Both values are replaced,
 * never changed.
 */
export type PoweredCard = {
  readonly state: CardState
  /** The rule that an admin key fulfils, where its reference may be that of a PIN too. */
  readonly adminRule?: number
  session: Session
  /** Stores the state, then makes it the card's own. When storing fails, nothing has changed. */
  save(next: CardState): Promise<void>
}

export type Session = {
  /** Path of the selected directory. */
  readonly directory: string
  /** Path of the selected file inside it, if any. */
  readonly file: string | undefined
  readonly verifiedPins: readonly number[]
  readonly security: SecurityEnvironment | undefined
  /** The challenge that the card gave for an admin key, without a response yet. */
  readonly challenge: Uint8Array | undefined
  /** The exchange in which an admin key was proved. */
  readonly admin: AdminExchange | undefined
}

/** What the next cryptographic operation uses (MANAGE SECURITY ENVIRONMENT). */
export type SecurityEnvironment = {
  readonly operation: 'sign' | 'decipher' | 'agree'
  readonly algorithm: number
  readonly keyPath: string
  /** Of a cryptogram that is sent in two commands: the next one completes it. */
  readonly firstHalf: Uint8Array | undefined
}

export type Request = {
  readonly cla: number
  readonly ins: number
  readonly p1: number
  readonly p2: number
  readonly data: Uint8Array
  /** Requested bytes; 256 for all, undefined for none. */
  readonly expected: number | undefined
}

export type Reply = { readonly status: number; readonly data?: Uint8Array }
export type Handler = (card: PoweredCard, request: Request) => Reply | Promise<Reply>

export const done: Reply = { status: 0x9000 }
export const response = (data: Uint8Array): Reply => ({ status: 0x9000, data })

/** Status words of ISO/IEC 7816-4 § 5.6 that the card uses. */
export const refused = {
  wrongLength: { status: 0x6700 },
  notPermitted: { status: 0x6982 },
  blocked: { status: 0x6983 },
  conditionsNotSatisfied: { status: 0x6985 },
  noCurrentFile: { status: 0x6986 },
  incompatibleFile: { status: 0x6981 },
  wrongData: { status: 0x6a80 },
  fileNotFound: { status: 0x6a82 },
  full: { status: 0x6a84 },
  wrongParameters: { status: 0x6a86 },
  referenceNotFound: { status: 0x6a88 },
  fileExists: { status: 0x6a89 },
  wrongOffset: { status: 0x6b00 },
  instructionNotSupported: { status: 0x6d00 },
  classUnknown: { status: 0x6e00 },
} as const satisfies Record<string, Reply>

export const wrongWithTriesLeft = (triesLeft: number): Reply =>
  triesLeft === 0 ? refused.blocked : { status: 0x63c0 | triesLeft }

/**
 * Whether the rule at this position of an access list permits the operation. In creation no rule is active.
 */
export function isPermitted(
  { state, session, adminRule }: PoweredCard,
  acl: string,
  place: number,
): boolean {
  if (state.lifeCycle === 'creation') return true
  const rule = Number.parseInt(acl.charAt(place) || 'F', 16)
  if (rule === 0) return true
  if (rule === 0xf) return false
  const { admin, verifiedPins } = session
  const isAdmin = admin?.purpose === 'administration' && (adminRule ?? admin.reference) === rule
  return isAdmin || verifiedPins.includes(rule)
}
