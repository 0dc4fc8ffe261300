/** 김*지, 김*, 남궁**민: who knows the person recognises them, nobody else does. */
export function maskedName(name: string): string {
  const letters = [...name.normalize('NFC')]
  const [first = ''] = letters
  if (letters.length <= 2) return `${first}*`
  return `${first}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`
}

/** 010-****-0000: the kind of number and its last four digits. */
export function maskedPhone(digits: string): string {
  return `${digits.slice(0, 3)}-****-${digits.slice(-4)}`
}

/** m***@example.com */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${[...email][0] ?? ''}***${email.slice(at)}`
}

/** An address or an account name: nothing of it is left. */
export function maskedWhole(): string {
  return '***'
}
