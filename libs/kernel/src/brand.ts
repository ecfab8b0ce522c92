declare const brand: unique symbol

/** A value that was parsed: it can't be mistaken for another of the same shape. Only its owner's parser makes it. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name }
