/** The largest picture, in bytes: a phone's photo at full size is half of it. */
export const PICTURE_BYTES_MAX = 15 * 1024 * 1024
/** What a field for pictures offers to choose from; what a file is, its content tells. */
export const PICTURE_TYPES = 'image/jpeg,image/png,image/webp,image/gif,image/heic,image/heif'
/** The form field that pictures come in. */
export const PICTURE_FIELD = 'picture'
