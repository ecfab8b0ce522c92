/** The entity tag of a version of a user: weak, as it stands for the meaning (RFC 7644 § 3.14). */
export const entityTag = (version: number): string => `W/"${String(version)}"`

/**
 * Whether `If-Match` or `If-None-Match` names the version: `*`, or a list of tags. Weak tags count in both, as RFC
 * 7644 § 3.14 has them.
 */
export const namesVersion = (header: string, version: number): boolean =>
  header.trim() === '*' ||
  header
    .split(',')
    .some((tag) => tag.trim().replace(/^W\//, '') === entityTag(version).replace(/^W\//, ''))
