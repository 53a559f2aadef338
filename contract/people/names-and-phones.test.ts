import * as v from 'valibot'
import { nameKey, personName, phone, phoneKey, publishedPhone, tidyPhone } from './names-and-phones'

const read = <S extends v.GenericSchema>(schema: S, value: unknown) => {
  const { success, output, issues } = v.safeParse(schema, value)
  return success ? output : issues.map(({ message }) => message)
}

describe('names', () => {
  test.each([
    ['U+00B7', '买买提\u00B7艾力'],
    ['U+2022', '买买提\u2022艾力'],
    ['U+30FB', '买买提\u30FB艾力'],
    ['U+FF65', '买买提\uFF65艾力'],
    ['U+2027', '买买提\u2027艾力'],
    ['a dot', ['买买提', '艾力'].join('.')],
    ['a full-width dot', '买买提\uFF0E艾力'],
    ['spaces around it', ' 买买提 \u00B7 艾力 '],
    ['U+02D9', '买买提\u02D9艾力'],
    ['U+2E31', '买买提\u2E31艾力'],
    ['U+A78F', '买买提\uA78F艾力'],
    ['U+16EB', '买买提\u16EB艾力'],
    ['U+0387', '买买提\u0387艾力'],
    ['U+FE52', '买买提\uFE52艾力'],
    ['the full stop of a Chinese keyboard', '买买提\u3002艾力'],
    ['its half-width form', '买买提\uFF61艾力'],
    ['two of them', '买买提\u00B7\u00B7艾力'],
    ['two kinds', '买买提\u2022 \u30FB艾力'],
    ['U+200B beside it', '买买提\u200B\u00B7艾力\u200B'],
  ])('%s parts one and the same name, stored with U+00B7', (_, name) => {
    expect(read(personName(), name)).toBe('买买提\u00B7艾力')
    expect(nameKey(name)).toBe('买买提艾力')
  })

  test.each(['买买提艾力', '买买提\u200B艾力', '买买提 艾力', '买买提\u3000艾力'])('%j is compared as the same name', (name) => {
    expect(nameKey(name)).toBe('买买提艾力')
  })

  test.each([
    ['a surname alone', '王'],
    ['a surname of two characters', '欧阳娜娜'],
    ['a character beyond the basic plane', '𠮷田𬀩'],
    ['a zero that is written', '李〇一'],
    ['a father’s name', '阿卜杜克里木·阿卜杜热合曼·艾则孜·买买提吐尔逊'],
    ['Latin letters', 'Alexander Christopher Johnson-O’Neill'],
  ])('%s is taken as it is', (_, name) => {
    expect(read(personName(), name)).toBe(name)
  })

  test('a name too long is refused with how long it may be', () => {
    expect(read(personName(), '王'.repeat(41))).toEqual(['最多写 40 个字'])
  })

  test('what makes another name stays another', () => {
    expect(nameKey('王秀兰')).not.toBe(nameKey('王秀芝'))
    expect(nameKey('Ａnn')).toBe(nameKey('ANN'))
    expect(nameKey('·')).not.toBe(nameKey('-'))
    expect(read(personName(), 'Dr. Li')).toBe('Dr. Li')
    expect(read(personName(), '👩\u200D👩\u200D👧 家')).toBe('👩\u200D👩\u200D👧 家')
  })

  test.each(['\u200B', '\u200B\u200B', '\u2800', '\u3164', ' \u2800 '])('a name of nothing visible is refused (%j)', (name) => {
    expect(read(personName(), name)).toEqual(['这里没有看得见的文字'])
  })

  test.each(['王\n秀兰', '王\u202E秀兰', '\u2066王秀兰\u2069', '王\u2028秀兰'])(
    'a name of several lines or turned order is refused (%j)',
    (name) => {
      expect(read(personName(), name)).toEqual(['这里只写一行，有换行或看不见的符号，请删去后重新写'])
    },
  )
})

describe('phones', () => {
  test.each([
    ['138 0000 0001', '13800000001'],
    ['138-0000-0001', '13800000001'],
    ['138 000 00001', '13800000001'],
    ['138.0000.0001', '13800000001'],
    ['１３８０００００００１', '13800000001'],
    ['+8613800000001', '13800000001'],
    ['+86 138 0000 0001', '13800000001'],
    ['+86-138-0000-0001', '13800000001'],
    ['0086 13800000001', '13800000001'],
    ['8613800000001', '13800000001'],
    ['\u202D13800000001\u202C', '13800000001'],
    ['\u202D+86 138 0000 0001\u202C', '13800000001'],
    ['\u2068138\u00A00000\u00A00001\u2069', '13800000001'],
    ['(010)62345678', '010-62345678'],
    ['（010）62345678', '010-62345678'],
    ['010 6234 5678', '010-62345678'],
    ['010-62345678', '010-62345678'],
    ['01062345678', '010-62345678'],
    ['+86 10 6234 5678', '010-62345678'],
    ['+86 (010) 62345678', '010-62345678'],
    ['+86 543 1234567', '0543-1234567'],
    ['0543\u20131234567', '0543-1234567'],
    ['05431234567', '0543-1234567'],
    ['010-62345678-801', '010-62345678-801'],
    ['010-62345678转801', '010-62345678-801'],
    ['(010)62345678 转 801', '010-62345678-801'],
    ['010-62345678 分机：801', '010-62345678-801'],
    ['0543-1234567 ext. 8', '0543-1234567-8'],
    ['0543-1234567x8', '0543-1234567-8'],
    ['62345678', '62345678'],
    ['6234-5678转801', '62345678-801'],
    ['010-62345678转8001', '010-62345678-8001'],
    ['010-62345678转分机8001', '010-62345678-8001'],
    ['010-62345678总转8001', '010-62345678-8001'],
    ['010-62345678 内线 8001', '010-62345678-8001'],
    ['010-62345678（分机8001）', '010-62345678-8001'],
    ['０１０－６２３４５６７８', '010-62345678'],
    ['86-10-62345678', '010-62345678'],
    ['86 543 1234567', '0543-1234567'],
    ['电话：138 0000 0001', '13800000001'],
    ['联系电话 010-62345678', '010-62345678'],
    ['Tel: +86 138-0000-0001', '13800000001'],
    ['tel:13800000001', '13800000001'],
    ['13800000001转1234', '13800000001-1234'],
  ])('%s is taken and becomes %s', (typed, kept) => {
    expect(read(phone, typed)).toBe(kept)
    expect(read(phone, kept)).toBe(kept)
  })

  test.each([
    '138 0000 000',
    '+1 202 555 0100',
    '+852 2345 6789',
    '我没有电话',
    '电话',
    '400-810-8888',
    '13800000001/13900000002',
    '12345',
    '138000000011',
    '',
    '1'.repeat(5000),
    '-'.repeat(60),
  ])('%.20s is refused with the word for it', (typed) => {
    expect(read(phone, typed)).toEqual(['请填写正确的电话号码，例如 13800000000'])
  })

  test.each([
    ['400-810-8888', '4008108888'],
    ['400 810 8888 转 8001', '4008108888-8001'],
    ['800-810-8888', '8008108888'],
    ['４００－８１０－８８８８', '4008108888'],
    ['12345', '12345'],
    ['96 119', '96119'],
    ['0543-3000009', '0543-3000009'],
  ])('%s may be published', (typed, kept) => {
    expect(read(publishedPhone, typed)).toBe(kept)
  })

  test('one number is one, whatever was stored before numbers had one form', () => {
    const earlier = (stored: string) => stored.replaceAll('-', '')
    for (const stored of [
      '13800000001',
      '010-62345678',
      '01062345678',
      '0543-1234567',
      '05431234567',
      '62345678',
      '099-1234567',
      '0991234567',
    ]) {
      expect(phoneKey(stored)).toBe(earlier(stored))
    }
    expect(phoneKey(tidyPhone('(010)62345678转801'))).toBe('01062345678')
  })
})
