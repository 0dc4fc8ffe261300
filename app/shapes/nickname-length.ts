/** Characters a nickname has, in graphemes: two so that it can be called, sixteen so that it fits beside a bubble. */
export const NICKNAME_LENGTH = { min: 2, max: 16 }
