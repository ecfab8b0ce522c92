import { connectCardKit as connect } from './connect-card-kit.ts'
import type { CardKit, CardKitOptions } from './contract.ts'
import { startCardKit as start } from './start-card-kit.ts'

export type {
  CardKit,
  CardKitError,
  CardKitOptions,
  CardKitState,
  CardLayout,
  CertificateState,
  PinPadSettings,
  PinPrompt,
  Ports,
  TestPersonOfKit,
  TypedPin,
} from './contract.ts'

/** Starts a kit in this process. */
export const startCardKit: (options?: CardKitOptions) => Promise<CardKit> = start
/** Uses a kit of another process, by its URL. */
export const connectCardKit: (url: string) => CardKit = connect
