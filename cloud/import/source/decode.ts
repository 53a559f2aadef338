import { hasCode, type Report } from './fault'

const decoded = (encoding: string, bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (fault) {
    if (hasCode(fault, 'ERR_ENCODING_INVALID_ENCODED_DATA')) return null
    throw fault
  }
}

/** Decodes a file: UTF-8 with or without BOM, else GB18030 as Excel saves CSV on a Chinese Windows; null when it is neither. */
export function decode(file: string, bytes: Uint8Array, report: Report): string | null {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const text = wide ? null : (decoded('utf-8', bytes) ?? decoded('gb18030', bytes))
  if (text === null) {
    const wanted = '编码认不出，请在 Excel 里另存为“CSV UTF-8（逗号分隔）”'
    report({ file, row: null, column: null, found: wide ? 'UTF-16' : '', wanted })
  }
  return text
}
