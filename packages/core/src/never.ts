/** No limit. */
export const never = Number.POSITIVE_INFINITY
