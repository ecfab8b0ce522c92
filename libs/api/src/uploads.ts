import { base64 } from './values.ts'

const mebibyte = 1024 * 1024

/** A kind of uploaded file: how large it may be, as a field in base64, and the body with the other fields. */
const upload = (maxBytes: number, maxBase64: number) => ({
  maxBytes,
  content: base64.max(maxBase64),
  bodyLimit: maxBase64 + 100_000,
})

/** A scanned or photographed document, or one made as PDF. */
export const documentUpload = upload(5 * mebibyte, 7_000_000)
export const powerOfAttorneyUpload = upload(2 * mebibyte, 3_000_000)
/** Lines of a spreadsheet. */
export const spreadsheetUpload = upload(3 * mebibyte, 4_200_000)
/** Payments as a bank tells them: ten thousand in XML. */
export const paymentFileUpload = upload(15 * mebibyte, 21_000_000)
