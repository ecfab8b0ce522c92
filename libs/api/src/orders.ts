import { z } from 'zod'
import { registerName } from './counterparts.ts'
import { cardDelivery, cardView, cardProduct } from './cards.ts'
import { decisionView } from './decisions.ts'
import { daysInOrder, deskList } from './desk-lists.ts'
import { defineEndpoint } from './endpoint.ts'
import { presentedIdentification, inquiryView } from './identification.ts'
import { memberProduct, price } from './organisations.ts'
import {
  address,
  letterAddress,
  typedLetterAddress,
  base64,
  cardSignature,
  dateText,
  emailAddress,
  id,
  instantText,
  language,
  lineText,
  personName,
  refusalShown,
  threeLanguages,
} from './values.ts'
import { documentUpload, photoUpload } from './uploads.ts'
import { definePermission } from './permission.ts'

const rightsRegisterName = z.enum(['TERHIKKI', 'SUOSIKKI'])
export type RightsRegisterName = z.infer<typeof rightsRegisterName>

export const rightView = z.object({
  /** The register's own key of this right of this person. */
  rightId: z.string(),
  register: rightsRegisterName,
  /** Code in the code list of rights. */
  code: z.string(),
  title: threeLanguages,
  validFrom: dateText,
  /** The last day, inclusive; absent when the right has no end. */
  validTo: dateText.optional(),
  inForce: z.boolean(),
  /** Whether it includes the right to prescribe, by the register. */
  mayPrescribe: z.boolean().optional(),
  /** How the right is limited, as the register writes it (in Finnish). */
  limits: z.string().optional(),
})
export type RightView = z.infer<typeof rightView>

export const declaration = z.object({
  logsInToPatientSystems: z.boolean(),
  /** A student in practice at the employer: the card is chargeable, although the student logs in. */
  isStudent: z.literal(true).optional(),
  /** Who stated it for the employer, and when. */
  givenBy: personName({ min: 1, max: 100 }),
  givenOn: dateText,
})

/** The person's employment, as stored with the order. */
export const employment = z.object({
  organisationId: id,
  businessId: z.string(),
  organisation: z.string(),
  unit: z.object({ oid: z.string(), name: z.string() }).optional(),
  endsOn: dateText.optional(),
  /** The stored employment certificate. */
  certificateId: id.optional(),
  declaration: declaration.optional(),
})

/** One line of a signature: points on a pad of 1000 by 300. */
export const stroke = z
  .array(z.tuple([z.int().min(0).max(1000), z.int().min(0).max(300)]))
  .min(1)
  .max(500)
export type Stroke = readonly (readonly [x: number, y: number])[]

export const confirmationMeans = z.enum(['drawn', 'typed', 'paper'])
export type ConfirmationMeans = z.infer<typeof confirmationMeans>

export const orderState = z.enum(['draft', 'ordered', 'produced', 'cancelled'])
export type OrderState = z.infer<typeof orderState>

/** A draft is continued by the registrar who identified the person, until it lapses. */
const draftContinuation = z.enum(['possible', 'drafted-by-another', 'draft-lapsed'])
export type DraftContinuation = z.infer<typeof draftContinuation>

export const orderView = z.object({
  orderId: id,
  state: orderState,
  person: z.object({ personId: id, givenNames: z.string(), surname: z.string() }),
  product: cardProduct,
  /** The printed text: the right, or the title that the employer gives. */
  title: threeLanguages,
  /** A professional's registration number, or the subject number of others: eleven digits. */
  subjectNumber: z.string(),
  /** For a professional card. */
  right: rightView.optional(),
  /** For a staff or actor card. */
  employment: employment.optional(),
  price,
  photoId: id.optional(),
  language,
  delivery: cardDelivery,
  /** Where it was ordered, and is handed over unless it is sent home. */
  point: z.object({ pointId: id, name: z.string() }),
  validTo: dateText,
  /** Where the applicant wants notices; a confirmation goes there once the order is signed. */
  noticeEmail: z.string().optional(),
  /** In the authentication certificate. */
  workEmail: z.string().optional(),
  draftedAt: instantText,
  /** The order that it replaces, because the data of that one were wrong. */
  corrects: id.optional(),
  /** The decisions at drafting and at signing. Empty for orders from before they were stored. */
  decisions: z.array(decisionView),
  /** The applicant's; absent in a draft that is not confirmed yet, in renewals, and in older orders. */
  confirmation: z
    .object({
      means: confirmationMeans,
      confirmedAt: instantText,
      /** SHA-256 of the confirmation, hex: part of what the registrar has signed. */
      digest: z.string(),
      /** For a confirmation on paper: where it is archived. */
      storedAt: z.string().optional(),
      /** For a confirmation by name: as it was typed. */
      name: z.string().optional(),
      /** The typed name is not the applicant's: the registrar is warned, and signs that. */
      isOtherName: z.boolean(),
      /** There is a photo or scan of the signed paper. */
      hasScan: z.boolean(),
    })
    .optional(),
  orderedAt: instantText.optional(),
  cardId: id.optional(),
  /**
   * Only in the responses to draft, confirmation and continuation: the exact text for the registrar's card to
   * sign (UTF-8, base64).
   */
  statement: base64.optional(),
  /** What was typed for it: only with the statement. */
  typed: z
    .object({
      identification: presentedIdentification,
      letterAddress: typedLetterAddress.optional(),
      /** The employer's prepared order that it was filled in from. */
      preparedId: id.optional(),
    })
    .optional(),
  /** Of a draft, at the desk: whether the registrar who views it may continue it. */
  continuation: draftContinuation.optional(),
})
export type OrderView = z.infer<typeof orderView>

/** Everything about the visitor's situation. */
const visitorView = z.object({
  personId: id,
  /** The day by the service's clock, from which a card ordered now is valid. */
  today: dateText,
  identityCode: z.string(),
  givenNames: z.string(),
  surname: z.string(),
  language,
  nonDisclosure: z.boolean(),
  /**
   * Registers that do not respond: what they would say is missing, and nothing can be ordered. A person whom the
   * service knows is shown all the same.
   */
  silentRegisters: z.array(registerName),
  /** While the population register is one of them: when it last confirmed the name and the rest. */
  confirmedAt: instantText.optional(),
  /** The address of the population register; absent under non-disclosure, and while the register does not respond. */
  address: address.optional(),
  registrationNumber: z.string().optional(),
  /** Identification code of prescribers (Doctor ID). */
  doctorId: z.string().optional(),
  rights: z.array(rightView),
  cards: z.array(cardView),
  orders: z.array(orderView),
  /**
   * The visitor's prepared orders from employers that may be ordered at this point: they prefill an order
   * form.
   */
  prepared: z.array(
    z.object({
      preparedId: id,
      product: memberProduct,
      organisationId: id,
      organisation: z.string(),
      businessId: z.string(),
      unitOid: z.string().optional(),
      title: z.string(),
      employmentEndsOn: dateText.optional(),
      declaration: declaration.optional(),
      /** The employment certificate was sent in advance. */
      hasCertificate: z.boolean(),
    }),
  ),
  /** The identity inquiries to the office about the visitor. */
  inquiries: z.array(inquiryView),
  /** Employers for whose next card nothing is charged, because it replaces a faulty one. */
  freeReplacements: z.array(z.object({ product: memberProduct, organisationId: id })),
  /**
   * Whether each card may be ordered now, and if not, the reason and the remedy. For staff and actor cards
   * only as far as it depends on the person and the point: `GET /employers` checks each employer's agreement
   * and delegation.
   */
  mayOrder: z.array(
    z.union([
      z.object({ product: cardProduct, allowed: z.literal(true) }),
      z.object({ product: cardProduct, allowed: z.literal(false), because: refusalShown }),
    ]),
  ),
})

/** Why somebody is looked up who was not called from the queue. */
export const lookUpReason = z.enum(['at-the-desk', 'contacted-us', 'unfinished', 'other'])
export type LookUpReason = z.infer<typeof lookUpReason>

/** Stays in the log for years: the person is known by the look-up, and not named again. */
export const lookUpText = z
  .string()
  .trim()
  .max(200)
  .regex(/^(?!.*\d{6}[-+A-Y]\d{3})/is)

export const lookUpReasonGiven = z.union([
  z.object({ reason: lookUpReason.exclude(['other']), text: lookUpText.optional() }),
  z.object({ reason: z.literal('other'), text: lookUpText.min(5) }),
])
export type LookUpReasonGiven = z.infer<typeof lookUpReasonGiven>

/**
 * Not needed for the visitor whom the registrar has called, nor for a person whom the registrar has looked up
 * today.
 */
const because = lookUpReasonGiven.optional()

export const viewVisitorPermission = definePermission('orders.viewVisitor', {
  roles: ['registrar'],
  label: {
    fi: 'Asiakkaan tietojen katselu',
    sv: 'Visning av kundens uppgifter',
    en: 'Viewing a visitor',
  },
})

export const viewVisitor = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/visitors',
  permission: viewVisitorPermission,
  summary:
    'The visitor at the desk: person, rights to practise, cards, orders and the operations allowed now',
  input: z.object({ identityCode: z.string().trim().min(1).max(20), because }),
  response: visitorView,
})

export const viewKnownVisitor = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/visitors/:personId/look-up',
  permission: viewVisitorPermission,
  summary: 'The same data of a person whom the service already knows',
  input: z.object({ personId: id, because }),
  response: visitorView,
})

export const searchVisitors = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/visitors/search',
  permission: definePermission('orders.searchVisitors', {
    roles: ['registrar'],
    label: { fi: 'Asiakkaan hakeminen', sv: 'Sökning av kund', en: 'Looking for a visitor' },
  }),
  summary: 'Finds persons whom the service knows, by name, card number or order (registrar)',
  input: z.object({ sought: z.string().trim().min(3).max(100) }),
  response: z.object({
    visitors: z.array(
      z.object({ personId: id, givenNames: z.string(), surname: z.string(), birthDate: dateText }),
    ),
    /** There are more matches than are returned. */
    isCut: z.boolean(),
  }),
})

export const storePhoto = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/photos',
  permission: definePermission('orders.storePhoto', {
    roles: ['registrar'],
    label: { fi: 'Valokuvan tallentaminen', sv: 'Sparande av foto', en: 'Storing a photo' },
  }),
  summary:
    'Stores a photo for a card: JPEG or PNG, of which enough pixels are printed (`viewPhotoLimits`); stored as 35:45 JPEG',
  /** At most about 12 million bytes of picture. */
  input: z.object({ personId: id, image: photoUpload.content }),
  response: z.object({ photoId: id, width: z.number(), height: z.number() }),
})

export const viewPhotoLimits = defineEndpoint({
  method: 'GET',
  path: '/photo-limits',
  permission: definePermission('orders.viewPhotoLimits', {
    roles: ['registrar'],
    label: {
      fi: 'Valokuvan vähimmäiskoon katselu',
      sv: 'Visning av fotots minsta storlek',
      en: 'Viewing the smallest size of a photo',
    },
  }),
  summary: 'The smallest width of a photo today, in pixels',
  input: z.object({}),
  response: z.object({ minWidth: z.number() }),
})

export const viewPhoto = defineEndpoint({
  method: 'GET',
  path: '/photos/:photoId',
  permission: definePermission('orders.viewPhoto', {
    roles: ['registrar', 'holder'],
    signIn: 'suomiFi',
    label: { fi: 'Valokuvan katselu', sv: 'Visning av foto', en: 'Viewing a photo' },
  }),
  summary: 'A photo, for the desk and for the person it shows',
  input: z.object({ photoId: id }),
  response: z.object({ mediaType: z.literal('image/jpeg'), image: base64 }),
})

export const draftOrderPermission = definePermission('orders.draftOrder', {
  roles: ['registrar'],
  label: { fi: 'Tilauksen laatiminen', sv: 'Utkast till beställning', en: 'Drafting an order' },
})

export const draftOrder = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/orders',
  permission: draftOrderPermission,
  summary: 'Drafts an order of a professional card and returns the text to be signed',
  input: z.object({
    personId: id,
    rightId: z.string().max(100),
    identification: presentedIdentification,
    photoId: id.optional(),
    language,
    /**
     * Address for the activation letter; when absent, and always under non-disclosure, it goes to the
     * registration point.
     */
    letterAddress: letterAddress.optional(),
    /** For notices: used once the applicant has opened the link that is sent there. */
    noticeEmail: emailAddress.optional(),
    /** Home: with the letter, to the holder's address in the population register. */
    delivery: cardDelivery.default('registration-point'),
    termsAccepted: z.literal(true),
    /** The person's order that was cancelled because its data were wrong, and that this one corrects. */
    corrects: id.optional(),
  }),
  response: orderView,
})

export const draftMemberOrder = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/member-orders',
  permission: draftOrderPermission,
  summary:
    'Drafts an order of a staff or actor card for an organisation and returns the text to be signed',
  input: z.object({
    personId: id,
    product: memberProduct,
    organisationId: id,
    /** The unit where the person works; absent for the organisation itself. */
    unitOid: z.string().max(200).optional(),
    /** As the employer gives it. */
    title: lineText({ max: 64 }),
    /** The last day, inclusive; absent when the employment has no end. */
    employmentEndsOn: dateText.optional(),
    /** Required where another organisation's registrar orders. */
    employmentCertificateId: id.optional(),
    /** Required for a staff card. */
    declaration: declaration.optional(),
    /** The employer's prepared order, which this order uses up. */
    preparedId: id.optional(),
    identification: presentedIdentification,
    photoId: id.optional(),
    language,
    letterAddress: letterAddress.optional(),
    /** For notices: used once the applicant has opened the link that is sent there. */
    noticeEmail: emailAddress.optional(),
    /** For e-mail with the card: in a proved domain of the employer, where the setting of the product is on. */
    workEmail: lineText({ max: 254 }).optional(),
    termsAccepted: z.literal(true),
    /** The person's order that was cancelled because its data were wrong, and that this one corrects. */
    corrects: id.optional(),
  }),
  response: orderView,
})

export const continueOrder = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/orders/:orderId/continuation',
  permission: draftOrderPermission,
  summary:
    'A draft as the registrar left it: its confirmation, the text to be signed, and what was typed for it',
  input: z.object({ orderId: id }),
  response: orderView,
})

/** At most three scanned pages. */
const document = documentUpload.content.min(8)

export const storeEmploymentCertificate = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/employment-certificates',
  permission: definePermission('orders.storeEmploymentCertificate', {
    roles: ['registrar'],
    label: {
      fi: 'Palvelussuhdetodistuksen tallentaminen',
      sv: 'Lagring av anställningsintyg',
      en: 'Keeping an employment certificate',
    },
  }),
  summary: 'Stores an employment certificate (PDF, JPEG or PNG) for an order',
  input: z.object({ personId: id, document }),
  response: z.object({ certificateId: id }),
})

export const viewEmploymentCertificate = defineEndpoint({
  method: 'GET',
  path: '/orders/:orderId/employment-certificate',
  permission: definePermission('orders.viewEmploymentCertificate', {
    roles: ['registrar'],
    label: {
      fi: 'Palvelussuhdetodistuksen katselu',
      sv: 'Visning av anställningsintyg',
      en: 'Viewing an employment certificate',
    },
  }),
  summary: 'The employment certificate that was stored with an order of the registration point',
  input: z.object({ orderId: id }),
  response: z.object({ mediaType: z.string(), document: base64 }),
})

export const confirmOrder = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/orders/:orderId/confirmation',
  permission: definePermission('orders.confirmOrder', {
    roles: ['registrar'],
    label: {
      fi: 'Tilauksen vahvistaminen',
      sv: 'Bekräftande av en beställning',
      en: 'Confirming an order',
    },
  }),
  summary: "The applicant's confirmation of the order as it was shown: on the screen, or on paper",
  input: z.object({
    orderId: id,
    /** SHA-256 of the text that was shown, hex. */
    shownDigest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] }),
    by: z.discriminatedUnion('means', [
      z.object({ means: z.literal('drawn'), strokes: z.array(stroke).min(1).max(60) }),
      z.object({ means: z.literal('typed'), name: personName({ max: 100 }) }),
      z.object({
        means: z.literal('paper'),
        /** Where the original paper is archived. */
        storedAt: lineText({ min: 2, max: 200 }),
        /** The signed paper, photographed or scanned: PDF, JPEG or PNG. */
        scan: document,
      }),
    ]),
  }),
  response: orderView,
})

export const viewConfirmationPermission = definePermission('orders.viewConfirmation', {
  roles: ['registrar'],
  label: {
    fi: 'Vahvistuksen katselu',
    sv: 'Visning av en bekräftelse',
    en: 'Viewing a confirmation',
  },
})

export const viewConfirmation = defineEndpoint({
  method: 'GET',
  path: '/orders/:orderId/confirmation',
  permission: viewConfirmationPermission,
  summary:
    'The confirmation as a PDF: for signature on paper while the order is a draft, later with the signature',
  input: z.object({ orderId: id }),
  response: z.object({ mediaType: z.literal('application/pdf'), document: base64 }),
})

export const viewConfirmationScan = defineEndpoint({
  method: 'GET',
  path: '/orders/:orderId/confirmation/scan',
  permission: viewConfirmationPermission,
  summary: 'The confirmation that the applicant signed on paper, as a photo or scan',
  input: z.object({ orderId: id }),
  response: z.object({ mediaType: z.string(), document: base64 }),
})

export const placeOrder = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/orders/:orderId/signature',
  permission: definePermission('orders.placeOrder', {
    roles: ['registrar'],
    label: { fi: 'Tilaaminen', sv: 'Beställning', en: 'Placing an order' },
  }),
  summary: "The registrar's signature on the order: it goes to production",
  input: cardSignature.extend({ orderId: id }),
  response: orderView,
})

export const cancelOrder = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/orders/:orderId/cancellation',
  permission: definePermission('orders.cancelOrder', {
    roles: ['registrar'],
    label: {
      fi: 'Tilauksen peruminen',
      sv: 'Återkallelse av beställning',
      en: 'Cancelling an order',
    },
  }),
  summary: 'Cancels a draft, or an order that has not been produced',
  input: z.object({
    orderId: id,
    /** It must be ordered again with the right data. */
    because: z.literal('data-wrong').optional(),
  }),
  response: orderView,
})

export const viewOrder = defineEndpoint({
  method: 'GET',
  path: '/orders/:orderId',
  permission: definePermission('orders.viewOrder', {
    roles: ['registrar'],
    label: { fi: 'Tilauksen katselu', sv: 'Visning av beställning', en: 'Viewing an order' },
  }),
  summary: 'One order',
  input: z.object({ orderId: id }),
  response: orderView,
})

export const listOrders = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/orders/search',
  permission: definePermission('orders.listOrders', {
    roles: ['registrar'],
    label: {
      fi: 'Tilausten selaaminen',
      sv: 'Bläddring bland beställningar',
      en: 'Listing orders',
    },
  }),
  summary: 'Orders of the registration point, newest first, a page at a time',
  input: deskList.extend({ state: orderState.optional() }).refine(daysInOrder, { path: ['to'] }),
  response: z.object({ orders: z.array(orderView), nextCursor: z.string().optional() }),
})

export const eraseExpiredPermission = definePermission('orders.eraseExpired', {
  roles: 'service',
  label: {
    fi: 'Vanhentuneiden tilaustietojen poisto',
    sv: 'Radering av föråldrade beställningsuppgifter',
    en: 'Erasing what orders no longer need',
  },
})

export const stopOrderPermission = definePermission('orders.stopOrder', {
  roles: 'service',
  label: {
    fi: 'Tilauksen pysäyttäminen sopimuksen tai valtuutuksen päätyttyä',
    sv: 'Stopp av en beställning när avtalet eller fullmakten har upphört',
    en: 'Stopping an order whose agreement or authorisation has ended',
  },
})
