import { toString as qrCode } from 'qrcode'

/** Returns the text in the QR code of a check-in code (签到码); the mini-program's scanner reads what is after the `=`. */
export const checkInText = (code: string): string => `checkin=${code}`

/** Returns the QR code of a check-in code, as SVG. */
export const checkInQr = (code: string): Promise<string> => qrCode(checkInText(code), { type: 'svg', errorCorrectionLevel: 'Q', margin: 4 })
