import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { base64, id, instantText } from './values.ts'

/**
 * One entry of the trail. Its digest is SHA-256 over the salt and this very object as canonical JSON (RFC 8785), its
 * leaf SHA-256 over the octet 0 and the digest.
 */
export const trailEntry = z.object({
  entryId: id,
  at: instantText,
  /** The event's name, `CardHandedOver`. */
  type: z.string(),
  /** The deed whose permit it was done with, `cards.handOverCard`. */
  deed: z.string(),
  actor: z.union([
    z.object({ kind: z.literal('person'), personId: z.string() }),
    z.object({ kind: z.literal('client'), clientId: z.string() }),
    z.object({ kind: z.literal('process'), name: z.string() }),
  ]),
  /** On what the permit rested. */
  reason: z.string(),
  /** The registration point where the actor worked. */
  pointId: z.string().optional(),
  /** Whom it is about. */
  about: z
    .object({
      personId: z.string().optional(),
      cardId: z.string().optional(),
      orderId: z.string().optional(),
    })
    .optional(),
  /** What else the event says. */
  facts: z.record(z.string(), z.unknown()),
})
export type TrailEntry = z.infer<typeof trailEntry>

/**
 * A signed head of the tree. Signed is the text `sotevarmenne/audit`, size, root and time, each ended by a line feed
 * (C2SP tlog-checkpoint), by ECDSA with SHA-256, the signature in DER.
 */
export const checkpoint = z.object({
  /** How many entries the tree has. */
  size: z.number().int(),
  root: base64,
  at: instantText,
  signature: base64,
})
export type Checkpoint = z.infer<typeof checkpoint>

/** An entry with what proves it: its digest, made with the salt, stands at the position of the checkpoint's tree. */
export const provenEntry = z.object({
  position: z.number().int(),
  entry: trailEntry,
  salt: base64,
  /** Sibling hashes, nearest first (RFC 9162 § 2.1.3). */
  path: z.array(base64),
})
export type ProvenEntry = z.infer<typeof provenEntry>

const limit = z.coerce.number().int().min(1).max(100).default(25)
const size = z.coerce.number().int().min(1)

/** PostgreSQL knows no year 0. */
const searchableInstant = instantText.refine((text) => text >= '1900', 'from 1900 on')

export const searchTrail = defineEndpoint({
  method: 'GET',
  path: '/trail/entries',
  summary: 'Entries of the audit trail, newest first, a page at a time (auditor); recorded itself',
  input: z.object({
    personId: id.optional(),
    cardId: id.optional(),
    orderId: id.optional(),
    deed: z.string().max(100).optional(),
    /** The id of a person or a machine, or the name of a process of the service. */
    actor: z.string().max(100).optional(),
    /** From this instant on. */
    from: searchableInstant.optional(),
    /** Before this instant. */
    to: searchableInstant.optional(),
    cursor: z.string().max(100).optional(),
    limit,
  }),
  answer: z.object({
    entries: z.array(
      z.object({
        entry: trailEntry,
        /** Absent until the entry has its place in the tree. */
        position: z.number().int().optional(),
      }),
    ),
    nextCursor: z.string().optional(),
  }),
})

export const viewEntry = defineEndpoint({
  method: 'GET',
  path: '/trail/entries/:entryId',
  summary:
    'One entry with its inclusion proof, against the newest checkpoint or that of a size (auditor)',
  input: z.object({ entryId: id, size: size.optional() }),
  answer: z.object({ proven: provenEntry, checkpoint }),
})

export const viewCheckpoints = defineEndpoint({
  method: 'GET',
  path: '/trail/checkpoints',
  summary: 'Signed heads of the audit trail, newest first; anybody may keep them',
  open: true,
  input: z.object({ cursor: z.string().max(100).optional(), limit }),
  answer: z.object({
    /** SPKI in DER of the checkpoint key. Compare it with what the service published elsewhere. */
    key: base64,
    /** Those that signed before it, the oldest first. */
    formerKeys: z.array(base64).optional(),
    checkpoints: z.array(checkpoint),
    nextCursor: z.string().optional(),
  }),
})

export const proveConsistency = defineEndpoint({
  method: 'GET',
  path: '/trail/consistency',
  summary: 'The proof that the tree of one checkpoint is the beginning of that of another',
  open: true,
  input: z.object({ first: size, second: size }),
  answer: z.object({
    first: checkpoint,
    second: checkpoint,
    /** RFC 9162 § 2.1.4. */
    path: z.array(base64),
  }),
})

export const verifyTrail = defineEndpoint({
  method: 'GET',
  path: '/trail/verification',
  summary:
    'Goes over a part of the trail, from a checkpoint on; ask again with the size answered (auditor)',
  input: z.object({ after: z.coerce.number().int().min(0).default(0) }),
  answer: z.object({
    after: z.number().int(),
    /** How far it went. */
    size: z.number().int(),
    isLast: z.boolean(),
    checkpoints: z.number().int(),
    erased: z.number().int(),
    /** Empty when all of it holds. */
    findings: z.array(
      z.object({
        kind: z.string(),
        position: z.number().int().optional(),
        size: z.number().int().optional(),
        before: z.number().int().optional(),
        entryId: id.optional(),
      }),
    ),
  }),
})

export const exportTrail = defineEndpoint({
  method: 'GET',
  path: '/trail/export',
  summary:
    'The trail from a checkpoint, or its beginning, to the newest, for the stand-alone verifier (auditor)',
  input: z.object({ after: z.coerce.number().int().min(0).default(0) }),
  mediaType: 'application/x-ndjson',
  /** One line of many. */
  answer: z.union([
    /** The first line: what the export holds. `erased`: positions below it have a digest only. */
    z.object({
      trail: z.object({
        format: z.literal(1),
        after: z.number().int(),
        erased: z.number().int(),
        head: checkpoint,
      }),
    }),
    /** Each position, in order. Entry and salt are absent when they are gone. */
    z.object({
      position: z.number().int(),
      digest: base64,
      salt: base64.optional(),
      entry: trailEntry.optional(),
    }),
    /**
     * A signed head, behind the last entry of its tree. `edge`: the hashes of the perfect subtrees that make it up,
     * largest first, from which a reader can begin anew.
     */
    z.object({ checkpoint, edge: z.array(base64).optional() }),
  ]),
})

export const viewOwnTrail = defineEndpoint({
  method: 'GET',
  path: '/own/trail',
  summary:
    'Everything done with the own card, newest first, each entry proved against the same checkpoint; shows no entry about others',
  input: z.object({ cursor: z.string().max(100).optional(), limit }),
  answer: z.object({
    checkpoint,
    entries: z.array(provenEntry),
    nextCursor: z.string().optional(),
  }),
})
