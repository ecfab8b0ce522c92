/** Three scanned pages, or the signed document, in base64. */
export const bodyLimit = 8 * 1024 * 1024
