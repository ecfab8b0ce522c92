import { z } from 'zod'
import { daysInOrder } from './desk-lists.ts'
import { defineEndpoint } from './endpoint.ts'
import {
  base64,
  dateText,
  id,
  instantText,
  lineText,
  pageCursor,
  pageLimit,
  threeLanguages,
} from './values.ts'
import { definePermission } from './permission.ts'

/**
 * One entry of the audit log. Its digest is SHA-256 over the salt and this very object as canonical JSON
 * (RFC 8785), its leaf SHA-256 over the byte 0 and the digest.
 */
export const auditEntryView = z.object({
  entryId: id,
  at: instantText,
  /** The event's name, `CardHandedOver`. */
  type: z.string(),
  /** The operation of its permit, `cards.handOverCard`. */
  operation: z.string(),
  actor: z.union([
    z.object({ kind: z.literal('person'), personId: z.string() }),
    z.object({ kind: z.literal('client'), clientId: z.string() }),
    z.object({
      kind: z.literal('apiKey'),
      clientId: z.string(),
      organisationId: z.string(),
    }),
    z.object({ kind: z.literal('process'), name: z.string() }),
  ]),
  /** The ground of the permit. */
  reason: z.string(),
  /** The registration point where the actor worked. */
  pointId: z.string().optional(),
  /** The persons and things that it is about. */
  about: z
    .object({
      personId: z.string().optional(),
      cardId: z.string().optional(),
      orderId: z.string().optional(),
    })
    .optional(),
  /** Other data of the event. */
  facts: z.record(z.string(), z.unknown()),
})
export type AuditEntryView = z.infer<typeof auditEntryView>

/**
 * How events are named by which somebody only looked at data (access records): a search may leave them out. A test
 * compares it with the events of all operations that only read.
 */
export const accessEvent =
  /(Viewed|Listed|Downloaded|Exported|Fetched|Searched|Sought|LookedUp|VisitorFound)$/

/**
 * A checkpoint (signed tree head). The signed text is `sotevarmenne/audit`, size, root and time, each ended
 * by a line feed (C2SP tlog-checkpoint), signed by ECDSA with SHA-256, the signature in DER.
 */
export const checkpointView = z.object({
  /** Number of entries in the tree. */
  size: z.number().int(),
  root: base64,
  at: instantText,
  signature: base64,
})
export type CheckpointView = z.infer<typeof checkpointView>

/** An entry with its proof: its salted digest is at the position in the checkpoint's tree. */
export const provenEntryView = z.object({
  position: z.number().int(),
  entry: auditEntryView,
  salt: base64,
  /** Sibling hashes, nearest first (RFC 9162 § 2.1.3). */
  path: z.array(base64),
})
export type ProvenEntryView = z.infer<typeof provenEntryView>

const size = z.coerce.number().int().min(1)

/** PostgreSQL knows no year 0. */
const searchableInstant = instantText.refine((text) => text >= '1900', 'from 1900 on')

export const viewAuditLogPermission = definePermission('audit.viewAuditLog', {
  roles: ['auditor'],
  label: { fi: 'Lokin katselu', sv: 'Visning av loggen', en: 'Viewing the audit log' },
})

/**
 * What the identifiers in entries stand for: names of people, points, organisations and programs, numbers of
 * cards. None for what the service no longer knows.
 */
export const namesInLog = z.record(z.string(), z.string())

/** Leaves out entries by which somebody only looked at data, or received it in a list. */
const withoutViews = z.literal('yes').optional()

export const searchAuditLog = defineEndpoint({
  method: 'GET',
  path: '/audit-log/entries',
  permission: viewAuditLogPermission,
  summary:
    'Entries of the audit log, newest first, a page at a time (auditor); this access is recorded too',
  input: z.object({
    personId: id.optional(),
    cardId: id.optional(),
    orderId: id.optional(),
    organisationId: id.optional(),
    /** Serial number of a certificate, in lower-case hexadecimal. */
    serial: z
      .string()
      .regex(/^[\da-f]{2,64}$/)
      .meta({ examples: ['3f8a21'] })
      .optional(),
    withoutViews,
    operation: z.string().max(100).optional(),
    /** The ID of a person or a machine, or the name of a process of the service. */
    actor: z.string().max(100).optional(),
    /** From this instant on. */
    from: searchableInstant.optional(),
    /** Before this instant. */
    to: searchableInstant.optional(),
    cursor: pageCursor.optional(),
    limit: pageLimit,
  }),
  response: z.object({
    entries: z.array(
      z.object({
        entry: auditEntryView,
        /** Absent until the entry is in the tree. */
        position: z.number().int().optional(),
      }),
    ),
    names: namesInLog,
    nextCursor: z.string().optional(),
  }),
})

const subjectOfLog = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    personId: id,
    name: z.string(),
    /** Distinguishes people of the same name. */
    bornIn: z.number().int(),
    /** Cards and spare cards, the newest first. */
    cards: z.array(
      z.object({
        cardId: id,
        isSpare: z.boolean(),
        title: threeLanguages,
        /** From production on. */
        cardNumber: z.string().optional(),
        orderedAt: instantText.optional(),
      }),
    ),
  }),
  /** An order of which no card was made, or a card whose holder is not known any more. */
  z.object({ kind: z.literal('order'), orderId: id }),
  z.object({
    kind: z.literal('organisation'),
    organisationId: id,
    name: z.string(),
    businessId: z.string(),
  }),
  z.object({ kind: z.literal('program'), clientId: z.string(), name: z.string() }),
  /** A certificate with no person behind it. */
  z.object({ kind: z.literal('certificate'), issuer: z.string(), serial: z.string() }),
])
export type SubjectOfLog = z.infer<typeof subjectOfLog>

export const findAuditSubjects = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/audit-log/subjects/search',
  permission: viewAuditLogPermission,
  summary:
    'Finds whom and what entries of the audit log are about: by identity code, name, number of a card, order or certificate, or organisation (auditor); recorded for each person shown',
  input: z.object({
    /**
     * A personal identity code, a name, a card number of 17 digits, a serial number in hexadecimal, an order
     * number, or the name, business ID or customer number of an organisation.
     */
    sought: lineText({ min: 2, max: 100 }),
    /** Only those with whose data something was done on this day, or who did something. */
    on: dateText.optional(),
  }),
  response: z.object({
    subjects: z.array(subjectOfLog),
    /** There are more than are shown. */
    isCut: z.boolean(),
  }),
})

export const viewAuditHistory = defineEndpoint({
  method: 'GET',
  path: '/audit-log/history',
  permission: viewAuditLogPermission,
  summary:
    'What happened to a person, a card, an order or an organisation, in order, each entry with its proof against one checkpoint (auditor); this access is recorded too',
  input: z
    .object({
      personId: id.optional(),
      /** With the entries of its order. */
      cardId: id.optional(),
      orderId: id.optional(),
      organisationId: id.optional(),
      withoutViews,
      /** The first and the last day, both included. */
      from: dateText.optional(),
      to: dateText.optional(),
      cursor: pageCursor.optional(),
      limit: pageLimit,
    })
    .refine(
      ({ personId, cardId, orderId, organisationId }) =>
        [personId, cardId, orderId, organisationId].filter((each) => each !== undefined).length ===
        1,
      'one of personId, cardId, orderId and organisationId',
    )
    .meta({ examples: [{ cardId: '8e03978e-40d5-43dd-bc93-6894a57f9324' }] })
    .refine(daysInOrder, { path: ['to'] }),
  response: z.object({
    checkpoint: checkpointView,
    /** Oldest first. */
    entries: z.array(provenEntryView),
    names: namesInLog,
    nextCursor: z.string().optional(),
  }),
})

export const viewEntry = defineEndpoint({
  method: 'GET',
  path: '/audit-log/entries/:entryId',
  permission: viewAuditLogPermission,
  summary:
    'One audit entry with its inclusion proof, against the newest checkpoint or the checkpoint of a given size (auditor)',
  input: z.object({ entryId: id, size: size.optional() }),
  response: z.object({ proven: provenEntryView, checkpoint: checkpointView, names: namesInLog }),
})

export const viewCheckpointsPermission = definePermission('audit.viewCheckpoints', {
  roles: 'everybody',
  label: {
    fi: 'Tarkistuspisteiden katselu',
    sv: 'Visning av kontrollpunkter',
    en: 'Viewing checkpoints',
  },
})

export const viewCheckpoints = defineEndpoint({
  method: 'GET',
  path: '/audit-log/checkpoints',
  permission: viewCheckpointsPermission,
  summary:
    'Checkpoints (signed tree heads) of the audit log, newest first; anybody may store copies',
  input: z.object({ cursor: pageCursor.optional(), limit: pageLimit }),
  response: z.object({
    /** SPKI in DER of the checkpoint key. Compare it with the one that the service published elsewhere. */
    key: base64,
    /** The checkpoint keys before it, the oldest first. */
    formerKeys: z.array(base64).optional(),
    checkpoints: z.array(checkpointView),
    nextCursor: z.string().optional(),
  }),
})

export const proveConsistency = defineEndpoint({
  method: 'GET',
  path: '/audit-log/consistency',
  permission: viewCheckpointsPermission,
  summary:
    'The consistency proof: the tree of one checkpoint is the beginning of the tree of another',
  input: z.object({ first: size, second: size }),
  response: z.object({
    first: checkpointView,
    second: checkpointView,
    /** RFC 9162 § 2.1.4. */
    path: z.array(base64),
  }),
})

export const verifyAuditLog = defineEndpoint({
  method: 'GET',
  path: '/audit-log/verification',
  permission: definePermission('audit.verifyAuditLog', {
    roles: ['auditor'],
    label: { fi: 'Lokin tarkistus', sv: 'Kontroll av loggen', en: 'Checking the audit log' },
  }),
  summary:
    'Verifies a part of the audit log, from a checkpoint on; to continue, call it again with the returned `size` as `after` (auditor)',
  input: z.object({ after: z.coerce.number().int().min(0).default(0) }),
  response: z.object({
    after: z.number().int(),
    /** The size up to which it was verified. */
    size: z.number().int(),
    isLast: z.boolean(),
    checkpoints: z.number().int(),
    erased: z.number().int(),
    /** Empty when everything verifies. */
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

export const exportAuditLog = defineEndpoint({
  method: 'GET',
  path: '/audit-log/export',
  permission: definePermission('audit.exportAuditLog', {
    roles: ['auditor'],
    label: { fi: 'Lokin vienti', sv: 'Export av loggen', en: 'Exporting the audit log' },
  }),
  summary:
    'The audit log from a checkpoint, or from its beginning, to the newest checkpoint, for the stand-alone verifier (auditor)',
  input: z.object({ after: z.coerce.number().int().min(0).default(0) }),
  mediaType: 'application/x-ndjson',
  /** One line of many. */
  response: z.union([
    /** The first line: the range of the export. `erased`: positions below it have a digest only. */
    z.object({
      auditLog: z.object({
        format: z.literal(1),
        after: z.number().int(),
        erased: z.number().int(),
        head: checkpointView,
      }),
    }),
    /** Each position, in order. Entry and salt are absent when they were erased. */
    z.object({
      position: z.number().int(),
      digest: base64,
      salt: base64.optional(),
      entry: auditEntryView.optional(),
    }),
    /**
     * A checkpoint, after the last entry of its tree. `edge`: the hashes of the perfect subtrees that make it up,
     * largest first, from which a reader can start again.
     */
    z.object({
      checkpoint: checkpointView,
      edge: z.array(base64).optional(),
      /**
       * The checkpoint as a signed note (C2SP tlog-checkpoint) with the cosignatures of witnesses
       * (tlog-cosignature), where there are any.
       */
      note: z.string().optional(),
    }),
  ]),
})

export const viewOwnAuditLog = defineEndpoint({
  method: 'GET',
  path: '/own/audit-log',
  permission: definePermission('audit.viewOwnAuditLog', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: { fi: 'Oman lokin katselu', sv: 'Visning av egen logg', en: 'Viewing own audit log' },
  }),
  summary:
    'Everything done with your own card, newest first, each entry with a proof against the same checkpoint; shows no entry about others',
  input: z
    .object({
      /** Leaves out what you looked at yourself. */
      withoutOwnViews: z.literal('yes').optional(),
      /** The first and the last day, both included. */
      from: dateText.optional(),
      to: dateText.optional(),
      cursor: pageCursor.optional(),
      limit: pageLimit,
    })
    .refine(daysInOrder, { path: ['to'] }),
  response: z.object({
    checkpoint: checkpointView,
    entries: z.array(provenEntryView),
    nextCursor: z.string().optional(),
  }),
})

export const eraseEntriesPermission = definePermission('audit.eraseEntries', {
  roles: 'service',
  label: {
    fi: 'Vanhojen merkintöjen poisto',
    sv: 'Radering av gamla anteckningar',
    en: 'Erasing old entries',
  },
})

export const forwardAuditLogPermission = definePermission('audit.forwardAuditLog', {
  roles: 'service',
  label: {
    fi: 'Lokin siirto valvontaan',
    sv: 'Överföring av loggen till övervakningen',
    en: 'Forwarding the audit log to the SIEM',
  },
})
