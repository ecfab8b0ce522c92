declare const brand: unique symbol

/**
 * A parsed value: it can't be confused with another of the same shape. Only its module's parser creates it.
 */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name }
