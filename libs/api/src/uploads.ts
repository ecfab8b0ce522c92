import { base64 } from './values.ts'

const kibibyte = 1024
const mebibyte = 1024 * 1024

/** A kind of uploaded file: how large it may be, as a field in base64, and the body with the other fields. */
const upload = (maxBytes: number, maxBase64: number) => ({
  maxBytes,
  content: base64.max(maxBase64),
  bodyLimit: maxBase64 + 100_000,
})

/** A scanned or photographed document, or one made as PDF. */
export const documentUpload = upload(5 * mebibyte, 7_000_000)
/** A photo as the camera took it; the service stores less of it. */
export const photoUpload = upload(12_000_000, 16_000_000)
export const powerOfAttorneyUpload = upload(2 * mebibyte, 3_000_000)
/** Lines of a spreadsheet. */
export const spreadsheetUpload = upload(3 * mebibyte, 4_200_000)
/** Payments as a bank tells them: ten thousand in XML. */
export const paymentFileUpload = upload(15 * mebibyte, 21_000_000)

/** How many bytes a request has at most, where it has no such file and the default does not fit. */
export const bodyLimits = {
  /** A request of a hundred names with a key of 8192 bits takes a tenth of this. */
  acme: 100 * kibibyte,
  /** What a card responds to the commands of one turn. */
  relayTurn: 40 * kibibyte,
  /** A user of a directory has a few hundred bytes. */
  scim: 100 * kibibyte,
  /** Signatures come with their evidence. */
  signatureCheck: 4 * mebibyte,
} as const
