import { concatenate } from '@sotevarmenne/x509/der'
import { fromHex, toHex, uint16 } from '../bytes.ts'
import {
  response,
  done,
  isPermitted,
  refused,
  type Handler,
  type PoweredCard,
  type Reply,
  type Request,
} from './powered-card.ts'
import { applicationFile, applicationId, changed, masterFile } from './state.ts'

/**
 * PUT DATA 01 E0: empties the card and creates the master file and the application's directory again. Once
 * activated, it requires the right to delete the master file.
 */
export const initialise: Handler = (card, request) => initialiseWith(card, request, {})

/** The same on a card that has more directories, by their path; they have the rules of the application's. */
export async function initialiseWith(
  card: PoweredCard,
  { data }: Request,
  directoryNames: Readonly<Record<string, string>>,
): Promise<Reply> {
  if (data.length < 8) return refused.wrongLength
  if (!isPermitted(card, card.state.files[masterFile]?.acl ?? '', 2)) return refused.notPermitted

  await card.save(
    changed(card.state, {
      lifeCycle: 'creation',
      pins: {},
      adminKeys: {},
      files: {
        [masterFile]: { kind: 'directory', acl: toHex(data.subarray(2, 5)) },
        [applicationFile]: {
          kind: 'directory',
          acl: toHex(data.subarray(5, 8)),
          name: applicationId,
        },
        ...Object.fromEntries(
          Object.entries(directoryNames).map(([path, name]) => [
            path,
            { kind: 'directory', acl: toHex(data.subarray(5, 8)), name } as const,
          ]),
        ),
      },
    }),
  )
  card.session = freshSession
  return done
}

/** ACTIVATE: from now on every access rule is active. */
export const activate: Handler = async (card, { p1, p2, data }) => {
  if (p1 !== 0x04 || p2 !== 0x00) return refused.wrongParameters
  if (toHex(data) !== applicationId) return refused.fileNotFound
  if (card.state.lifeCycle === 'creation')
    await card.save(changed(card.state, { lifeCycle: 'activated' }))
  return done
}

/**
 * GET DATA 01 A0: version, chip serial, change counter. Command chaining is supported from version 4.5 on.
 */
export const describeApplet = ({ state }: PoweredCard) =>
  response(
    concatenate(
      new Uint8Array(Buffer.from('OsEID')),
      Uint8Array.of(4, 5, 0),
      fromHex(state.chipSerial),
      uint16(state.changeCounter),
    ),
  )

/**
 * GET DATA 01 AA: features (1 RSA, 8 elliptic curves), then the max key lengths of RSA, DES, AES and curves
 * in bits.
 */
export const describeAbilities = () =>
  response(
    concatenate(Uint8Array.of(1), uint16(0x0009), uint16(4096), uint16(0), uint16(0), uint16(521)),
  )

export const freshSession = {
  directory: masterFile,
  file: undefined,
  verifiedPins: [],
  security: undefined,
  challenge: undefined,
  admin: undefined,
} as const
