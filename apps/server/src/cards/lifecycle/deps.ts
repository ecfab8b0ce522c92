import type { CardKeyAlgorithm } from '@sotevarmenne/smartcard/words'
import type { CardRelays } from '#cards/card-relay/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Identify } from '#points/identification/index.ts'
import type { CardId } from './contract.ts'
import type { Card } from './domain/card.ts'
import type { CertifiedBy } from './production/make-card.ts'
import type {
  AdminKeys,
  BlanksAsked,
  CardReaders,
  CertificatesAsked,
  PeopleAsked,
  PrintHouse,
  RegistersAsked,
  RegistrationAsked,
  RenderFaces,
  RenderLetter,
  RevocationAsked,
  SystemPermit,
} from './ports.ts'
import { addToTimeline } from './store.ts'

/** Everything the deeds of cards stand on; `entry` wires it. */
export type CardsDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly planJob: PlanJob
  /** At least 32 octets: seals codes and addresses. */
  readonly secret: Uint8Array
  readonly keyAlgorithm: CardKeyAlgorithm
  /** Of the service itself; `stations` when only they make cards. */
  readonly readers: CardReaders | 'stations'
  /** The stock of blanks; without it any blank becomes a card. */
  readonly blanks?: BlanksAsked
  readonly adminKeys: AdminKeys
  /** Cards in readers of stations, and beside their holders. */
  readonly relays: Pick<CardRelays, 'open' | 'giveTicket'>
  readonly people: PeopleAsked
  readonly identify: Identify
  readonly registers: RegistersAsked
  readonly certificates: CertificatesAsked
  readonly revocation: RevocationAsked
  readonly registration: RegistrationAsked
  /** Certificates of the issuer and of its root, in DER. */
  readonly authorityCertificates: (kind: CertifiedBy) => Promise<{
    readonly issuer: Uint8Array
    readonly root: Uint8Array
  }>
  readonly printHouse: PrintHouse
  readonly renderLetter: RenderLetter
  readonly renderFaces: RenderFaces
  /** The holder's photo as it was stored with the order, JPEG. */
  readonly photoOf: (tx: Tx, photoId: string) => Promise<Uint8Array | undefined>
  /** Whether the person has an address that was confirmed and takes mail. */
  readonly canBeMailed: (tx: Tx, personId: string) => Promise<boolean>
  /** Whether a paper on which the order rests was ended, whoever has heard of that so far (R305). */
  readonly hasPaperEnded: (tx: Tx, orderId: string) => Promise<boolean>
  readonly systemPermit: SystemPermit
}

export type Sealed = CardsDeps & { readonly sealing: Sealing }

/** Whom and what an event of the card concerns. */
export const aboutCard = (
  card: Card,
): { readonly personId: string; readonly cardId: CardId; readonly orderId: string } => ({
  personId: card.holder,
  cardId: card.cardId,
  orderId: card.orderId,
})

/** Records the event and puts it on the card's timeline, in the transaction of the deed. */
export async function tell(
  { record, clock }: Pick<CardsDeps, 'record' | 'clock'>,
  tx: Tx,
  event: { readonly type: string; readonly about: { readonly cardId: string } },
  permit: Permit,
): Promise<void> {
  await addToTimeline(tx, event.about.cardId, { at: clock.now(), what: event.type })
  await record(tx, event, permit)
}
